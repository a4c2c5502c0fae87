namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    private static readonly Dictionary<string, HowAsked> Ways = new()
    {
        ["keyed"] = HowAsked.Keyed,
        ["spoken"] = HowAsked.Spoken,
        ["not-by-phone"] = HowAsked.NotByPhone,
    };

    private Identification Identification(Section file)
    {
        if (file.Required("identification", "contract-digits, pin-digits, caller-id-without-pin and source") is not { } node)
        {
            return new Identification(0, 4, 3, false, "");
        }

        var section = new Section(node, "identification", mistakes);
        var read = new Identification(
            section.Number("contract-digits", 0, 20),
            section.Number("pin-digits", 4, 12),
            section.Number("attempts", 1, 5, otherwise: 3),
            section.OptionalFlag("caller-id-without-pin"),
            Source(section))
        {
            WithoutContract = section.OptionalFlag("without-contract"),
        };
        section.Done();
        return read;
    }

    private List<RequiredDatum> RequiredData(Section request)
    {
        var ids = new HashSet<string>();
        var data = new List<RequiredDatum>();
        foreach (var node in request.List("required-data", "[{ id: description, asked: spoken, source: operator }]", mayBeMissing: true))
        {
            var section = new Section(node, "a required datum", mistakes);
            var id = Id(section, "description", ids);
            var asked = section.Text("asked", "keyed, spoken or not-by-phone");
            if (asked.Length > 0 && !Ways.ContainsKey(asked))
            {
                mistakes.Add(section.At("asked"), $"there is no way of asking \"{asked}\"", Nearest.Suggest(asked, Ways.Keys));
            }

            data.Add(new RequiredDatum(id, Ways.GetValueOrDefault(asked), Source(section)) { Mandatory = section.OptionalFlag("mandatory") });
            section.Done();
        }

        return data;
    }
}
