using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using static SupportLine.CallTests.Phones.SipText;

namespace SupportLine.CallTests.Phones;

/// <summary>As one of the site's own phones: it registers, proves its password, and puts others through by REFER.</summary>
internal sealed partial class Phone
{
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    /// <summary>Its call as Replaces names it (RFC 3891): the far end's tag is the to-tag.</summary>
    public string Replaces => $"{_dialogCallId};to-tag={TagOf(_to)};from-tag={TagOf(_from)}";

    public async Task RegistersAsync(IPEndPoint service, string name, string password)
    {
        Ask(Request("REGISTER", ++_cseq, null, more: $"{await ProofAsync(service, name, password)}\r\n"));
        await AnswerToAsync("REGISTER", 200);

        // Whoever phones it now begins a dialog of its own.
        (_to, _dialogCallId) = ("", "");
    }

    /// <summary>A header that proves who registers there, good for once.</summary>
    public async Task<string> ProofAsync(IPEndPoint service, string name, string password)
    {
        _peer = service;
        _target = $"sip:{service}";
        _to = $"<sip:{name}@{service}>";
        _from = $"{_to};tag={_tag}";
        _dialogCallId = _callId + "-registration";
        Ask(Request("REGISTER", _cseq, null));
        return Proof(await AnswerToAsync("REGISTER", 401), "REGISTER", name, password).TrimEnd();
    }

    /// <summary>Dials another of the site's phones, or into the place of a call of theirs, and proves who it is; gives the final status.</summary>
    public async Task<int> DialsAsync(IPEndPoint service, string number, string name, string password, string? replaces = null)
    {
        Invite(service, number, name);
        var challenge = await AnswerToAsync("INVITE", 401);
        Acknowledge(challenge, Request("ACK", _cseq, null, _branch));
        Ask(Request("INVITE", ++_cseq, Audio.Offer(), more: Proof(challenge, "INVITE", name, password) + (replaces is null ? "" : $"Replaces: {replaces}\r\n")));
        return await FinalAsync();
    }

    /// <summary>Asks that whoever it talks with be put through.</summary>
    public void Refers(string to) => Ask(Request("REFER", ++_cseq, null, more: $"Refer-To: <{to}>\r\n"));

    /// <summary>What it is told last of the transfer: a status line.</summary>
    public async Task<string> ToldOfTransferAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var notify = await _told.Reader.ReadAsync(patience.Token);
            if (Header(notify, "Subscription-State")!.StartsWith("terminated", StringComparison.Ordinal)) return notify.Split("\r\n\r\n")[1].Trim();
        }
    }

    private static string TagOf(string address) => Tag().Match(address).Groups[1].Value;

    [GeneratedRegex(";tag=([^;>]+)")]
    private static partial Regex Tag();

    [GeneratedRegex("nonce=\"([^\"]+)\"")]
    private static partial Regex Nonce();

#pragma warning disable CA5351 // What phones are asked for.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private async Task<string> AnswerToAsync(string method, int status)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var response = await _responses.Reader.ReadAsync(patience.Token);
            if (Status(response) < 200 || Header(response, "CSeq")?.EndsWith(method, StringComparison.Ordinal) != true) continue;
            Assert.Equal(status, Status(response));
            return response;
        }
    }

    /// <summary>RFC 7616 section 3.4.1 with MD5, which is asked for last.</summary>
    private string Proof(string challenge, string method, string name, string password)
    {
        var nonce = Nonce().Match(challenge).Groups[1].Value;
        var response = Md5($"{Md5($"{name}:supportline:{password}")}:{nonce}:00000001:abc:auth:{Md5($"{method}:{_target}")}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Authorization: Digest username=\"{name}\", realm=\"supportline\", nonce=\"{nonce}\", uri=\"{_target}\", response=\"{response}\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"abc\"\r\n");
    }
}
