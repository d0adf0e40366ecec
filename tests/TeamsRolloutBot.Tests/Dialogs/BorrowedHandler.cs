namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>The factory ends its handlers; the test's outlives them.</summary>
internal sealed class BorrowedHandler(HttpMessageHandler lender) : DelegatingHandler(lender)
{
    protected override void Dispose(bool disposing) => base.Dispose(disposing: false);
}
