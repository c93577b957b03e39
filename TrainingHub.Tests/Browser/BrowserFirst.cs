using Xunit.Abstractions;

[assembly: TestCollectionOrderer("TrainingHub.Tests.Browser.BrowserFirst", "TrainingHub.Tests")]

namespace TrainingHub.Tests.Browser;

/// <summary>Begins with the browser tests: they are one long queue, and all else is done beside it.</summary>
public sealed class BrowserFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections)
        => testCollections.OrderByDescending(collection => collection.DisplayName == OneBrowser.Name);
}
