namespace TeamsRolloutBot.Tests.Dialogs;

/// <summary>The factory disposes of its handlers; the test's has to survive that.</summary>
internal sealed class BorrowedHandler(HttpMessageHandler lender) : DelegatingHandler(lender)
{
    protected override void Dispose(bool disposing) => base.Dispose(disposing: false);
}
