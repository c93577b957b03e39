using TrainingHub.Core.Journal;
using TrainingHub.Tests.Core.Journal;
using TrainingHub.Web.Journal;

namespace TrainingHub.Tests.Web.Journal;

public sealed class SqliteSessionJournalContractTests : SessionJournalContract, IAsyncLifetime, IDisposable
{
    private readonly JournalFolder _folder = new();
    private readonly SqliteSessionJournal _journal;

    public SqliteSessionJournalContractTests() => _journal = _folder.Open();

    protected override ISessionJournal Journal => _journal;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _journal.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}
