using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TrainingHub.Tests.Components;

/// <summary>Counts renders as the renderer itself logs them: bunit's own count of a component counts those of its children too.</summary>
internal sealed class RenderLog : ILoggerProvider, ILogger
{
    private const string Rendering = "RenderingComponent";

    private readonly ConcurrentQueue<int> _componentIds = [];
    private bool _open;

    /// <summary>The component of each render, in order.</summary>
    public IReadOnlyCollection<int> ComponentIds => _componentIds;

    /// <summary>How many batches they went out in.</summary>
    public int Batches { get; private set; }

    /// <summary>What was rendered so far is on the page: a batch is over.</summary>
    public void Applied() => _open = false;

    public void Clear()
    {
        _componentIds.Clear();
        (Batches, _open) = (0, false);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == Rendering && state is IEnumerable<KeyValuePair<string, object?>> values)
        {
            Batches += _open ? 0 : 1;
            _open = true;
            _componentIds.Enqueue((int)values.First(value => string.Equals(value.Key, "componentId", StringComparison.OrdinalIgnoreCase)).Value!);
        }
    }

    public void Dispose()
    {
    }
}
