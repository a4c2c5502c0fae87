using System.Net;

namespace SupportLine.CallTests.Interop;

/// <summary>A service that is at something while a scenario of SIPp's phones it, and for no longer.</summary>
internal interface IScenarioSite : IAsyncDisposable
{
    IPEndPoint Address { get; }
}
