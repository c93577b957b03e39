using TrainingHub.Core.Journal;

namespace TrainingHub.Tests.Core.Journal;

public sealed class InMemorySessionJournalTests : SessionJournalContract
{
    protected override ISessionJournal Journal { get; } = new InMemorySessionJournal();
}
