using System.Reflection;

namespace SupportLine.Ivr;

/// <summary>
/// Keys of every prompt the conversation itself can say, in the order a caller meets them. A line's own keys (its greeting,
/// kinds of request, severities, statuses) stand in its file.
/// </summary>
internal static class Prompts
{
    // In any question.
    public const string NotUnderstood = "common.not-understood";
    public const string Silence = "common.silence";
    public const string YesOrNo = "common.yes-no";
    public const string Back = "common.back";
    public const string EndWithHash = "common.hash";
    public const string MoreOptions = "menu.more";
    public const string Trouble = "common.trouble";
    public const string Goodbye = "common.goodbye";
    public const string Beep = "beep";
    public const string Music = "music";

    // Before anybody is known.
    public const string Notice = "announcement.notice";
    public const string AddressSent = "notice.sent";
    public const string KnownFailure = "announcement.failure";
    public const string Maintenance = "announcement.maintenance";
    public const string Closed = "closed.message";

    // Who is calling.
    public const string KnownNumber = "identify.known-number";
    public const string ByContract = "identify.by-contract";
    public const string ContractNumber = "identify.contract";
    public const string NoContract = "identify.contract.none";
    public const string AccountNumber = "identify.account";
    public const string ContractUnknown = "identify.contract.unknown";
    public const string Pin = "identify.pin";
    public const string PinWrong = "identify.pin.wrong";
    public const string TooManyPins = "identify.too-many";
    public const string NotIdentified = "identify.failed";
    public const string NotAuthorised = "identify.not-authorised";
    public const string Lapsed = "identify.lapsed";
    public const string Identified = "identify.done";
    public const string UnknownMenu = "unknown.menu";
    public const string Unverified = "unknown.unverified";

    // What the caller wants.
    public const string MainMenu = "menu.main";
    public const string ForAPerson = "menu.person";
    public const string ForAnEmergency = "menu.emergency";
    public const string ToEnd = "menu.end";

    // A visit booked for now.
    public const string VisitMenu = "visit.menu";

    // The request.
    public const string WhichProduct = "request.product";
    public const string WhichRequest = "request.type";
    public const string KeyedNone = "request.keyed.none";
    public const string HowSevere = "request.severity";
    public const string SeverityStands = "request.severity.stands";
    public const string YourNumber = "contact.yours";
    public const string NumberKeyed = "contact.entered";
    public const string NumberRight = "contact.confirm";
    public const string EnterNumber = "contact.enter";
    public const string NumberInvalid = "contact.invalid";
    public const string DescribeSay = "describe.say";
    public const string DescribeRecorded = "describe.recorded";
    public const string DescribeMessage = "describe.message";
    public const string NothingHeard = "describe.nothing";
    public const string ReviewMessage = "describe.review";

    // What the request needs of the account (SNG-07).
    public const string LacksContract = "entitle.no-contract";
    public const string ContractLapsed = "entitle.contract-lapsed";
    public const string LacksWarranty = "entitle.no-warranty";
    public const string WarrantyOver = "entitle.warranty-over";
    public const string LacksMaintenance = "entitle.no-maintenance";
    public const string MaintenanceOver = "entitle.maintenance-over";
    public const string LacksCredits = "entitle.no-credits";
    public const string AskSales = "entitle.ask-sales";
    public const string BuyContract = "entitle.buy-contract";
    public const string RenewContract = "entitle.renew-contract";
    public const string RenewMaintenance = "entitle.renew-maintenance";
    public const string BuyCredits = "entitle.buy-credits";
    public const string LackMenuOpen = "entitle.menu.open";
    public const string LackMenuClosed = "entitle.menu.closed";
    public const string BestEffort = "entitle.best-effort";
    public const string CreditBalance = "credits.balance";
    public const string CreditsLow = "credits.low";

    // Consent (XCL-03).
    public const string ConsentYesOrNo = "consent.yes-no";
    public const string ConsentGiven = "consent.given";
    public const string ConsentRefused = "consent.refused";

    // The folio, and what becomes of the ticket.
    public const string FolioIs = "folio.is";
    public const string FolioAgain = "folio.repeat";
    public const string FolioAgainOrMail = "folio.repeat.mail";
    public const string FolioMailed = "folio.mailed";
    public const string FolioForBoth = "folio.both";
    public const string DueBefore = "due.response";
    public const string DueUnpublished = "due.unpublished";
    public const string WhyItWaits = "closed.why";
    public const string WhyUnverifiedWaits = "closed.unverified";
    public const string SupportOpens = "closed.opens";
    public const string TooManyEmergencies = "escalate.limit";

    // Before a talk that the line records.
    public const string TalkIsRecorded = "talk.recorded";

    // Another engineer brought into a talk.
    public const string SecondCalling = "second.calling";
    public const string SecondNobody = "second.nobody";
    public const string SecondWhisper = "second.whisper";
    public const string SecondMenu = "second.menu";

    // In hours: the agent.
    public const string Connecting = "agent.connecting";
    public const string NobodyAnswers = "agent.nobody";
    public const string AgentWhisper = "agent.whisper";
    public const string WhisperFolio = "agent.folio";
    public const string WhisperOrganisation = "agent.organisation";
    public const string WhisperCustomer = "agent.organisation.known";
    public const string WhisperUnverified = "agent.unverified";
    public const string WhisperSeverity = "agent.severity";
    public const string WhisperClaimed = "agent.claimed";
    public const string CallerGone = "agent.gone";

    // While the caller waits for an agent.
    public const string QueueNext = "queue.next";
    public const string QueuePosition = "queue.position";
    public const string QueueFar = "queue.far";
    public const string QueueWait = "queue.wait";
    public const string ForACallBack = "queue.call-back";
    public const string PlaceKept = "queue.call-back.kept";

    // Called back: to the customer, and to the agent.
    public const string CalledBack = "called-back.customer";
    public const string CallBackWhisper = "called-back.whisper";
    public const string CallingCustomer = "called-back.calling";
    public const string CustomerSilent = "called-back.nobody";

    // An agent who phones to sign in, pause or sign out.
    public const string ServiceMenu = "service.menu";
    public const string ServicePauses = "service.pauses";
    public const string ServiceSignedIn = "service.signed-in";
    public const string ServicePaused = "service.paused";
    public const string ServiceSignedOut = "service.signed-out";

    // To an agent or engineer alone, in a talk.
    public const string SeverityVerified = "code.verified";
    public const string ResolveTicket = "code.resolve";
    public const string TicketResolved = "code.resolved";
    public const string TicketStays = "code.stays";
    public const string AgreedSolution = "code.agreed";

    // At night: what the caller hears of the ladder.
    public const string CallingEngineer = "escalate.first";
    public const string CallingSecond = "escalate.second";
    public const string CallingAnother = "escalate.next";
    public const string CallingAgain = "escalate.again";
    public const string EngineerAccepted = "escalate.accepted";
    public const string MayLeave = "escalate.leave";
    public const string EngineerLater = "escalate.later";
    public const string NoEmergency = "escalate.no-emergency";
    public const string LadderExhausted = "escalate.exhausted";
    public const string LadderElsewhere = "escalate.ongoing";

    // And what the engineer hears.
    public const string VisitWhisper = "engineer.visit";
    public const string EmergencyWhisper = "engineer.emergency";
    public const string EmergencyConfirmed = "engineer.claimed";
    public const string EngineerMenu = "engineer.menu";
    public const string EngineerMore = "engineer.more";
    public const string HearFirst = "engineer.hear-first";
    public const string ConfirmDismissal = "engineer.dismiss";
    public const string Dismissed = "engineer.dismissed";
    public const string CallBackLater = "engineer.later";
    public const string CallingCaller = "engineer.calling";
    public const string CallersWords = "engineer.callers-words";
    public const string NoCallersWords = "engineer.no-message";
    public const string Passed = "engineer.passed";
    public const string TakenAlready = "engineer.taken";
    public const string ConnectingCaller = "engineer.connecting";
    public const string CallBack = "engineer.gone";
    public const string CallBackNoNumber = "engineer.gone.no-number";

    // What an engineer hears of an exercise.
    public const string Drill = "drill.opening";
    public const string DrillMenu = "drill.menu";
    public const string DrillThanks = "drill.thanks";

    // A folio that exists.
    public const string EnterFolio = "lookup.enter";
    public const string FolioMistyped = "lookup.mistyped";
    public const string FolioNotFound = "lookup.not-found";
    public const string StatusIs = "lookup.status";
    public const string ForANote = "lookup.note";
    public const string ForProductionDown = "lookup.down";
    public const string ForReopening = "lookup.reopen";
    public const string ForANewTicket = "lookup.new";
    public const string ForAnotherFolio = "lookup.other";
    public const string RecordNote = "note.record";
    public const string NoteSaved = "note.saved";
    public const string Reopened = "reply.reopened";
    public const string SupportDecides = "reply.asked";
    public const string NeverReopened = "reply.never";
    public const string SolutionMenu = "solution.menu";
    public const string SolutionApproved = "solution.approved";
    public const string SolutionRefused = "solution.refused";

    // A second problem on the same call (SNG-01).
    public const string AnotherProblem = "another.problem";

    private const int Keys = 9;

    /// <summary>Every key above, and those made from a number: the languages offered and the keys to press.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(Prompts).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!),
        .. Enumerable.Range(1, Keys).Select(number => Press((char)('0' + number))),
    ];

    /// <summary>"the exact error," in the list of what a spoken description is to hold.</summary>
    public static string Datum(string id) => $"datum.{id}";

    /// <summary>"Enter the deployment ID."</summary>
    public static string Keyed(string id) => $"keyed.{id}";

    /// <summary>"press three", behind the name of an option.</summary>
    public static string Press(char key) => $"press.{key}";

    /// <summary>"For English, press two", in its own language.</summary>
    public static string ForLanguage(char key) => $"language.press.{key}";

    /// <summary>
    /// What a line can say and nobody has recorded, one line a prompt: asked at start, so that no caller meets silence.
    /// </summary>
    public static IEnumerable<string> Missing(Domain.Lines.LineBook lines, Speech.PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(library);
        foreach (var line in lines.Lines)
        {
            foreach (var (language, place) in line.Languages.Select((language, place) => (language, place)))
            {
                if (!library.Has(language))
                {
                    yield return $"line {line.Id}: there are no prompts in {language}";
                    continue;
                }

                var voice = library.For(language);
                string[] offered = line.Languages.Count > 1 ? [ForLanguage((char)('1' + place))] : [];
                var asked = line.AllRequestTypes.SelectMany(type => type.Spoken.Select(Datum).Concat(type.Keyed.Select(Keyed)));
                foreach (var key in All.Concat(line.PromptKeys).Concat(asked).Distinct().Concat(offered).Where(key => !voice.Has(key)))
                {
                    yield return $"line {line.Id}: the prompt '{key}' is missing in {language}";
                }
            }
        }
    }
}
