using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TrainingHub.Web.Play;

/// <summary>The page's clocks, ticking in the browser by the server's time, and the screen kept awake. The server has no timer a player.</summary>
public sealed class PlayClock : IAsyncDisposable
{
    private readonly Action _onElapsed;
    private DotNetObjectReference<PlayClock>? _self;
    private IJSObjectReference? _module;

    private PlayClock(Action onElapsed) => _onElapsed = onElapsed;

    /// <param name="onElapsed">Called on the page's dispatcher when a countdown has reached its end.</param>
    /// <returns>Null where the browser was gone before it began.</returns>
    public static async Task<PlayClock?> StartAsync(IJSRuntime js, string modulePath, ElementReference root, TimeProvider time, Action onElapsed)
    {
        var clock = new PlayClock(onElapsed);
        try
        {
            clock._module = await js.InvokeAsync<IJSObjectReference>("import", "./" + modulePath);
            clock._self = DotNetObjectReference.Create(clock);
            var asked = time.GetTimestamp();
            await clock._module.InvokeVoidAsync("ping");
            var serverNow = time.GetUtcNow() + (time.GetElapsedTime(asked) / 2);
            await clock._module.InvokeVoidAsync("start", root, clock._self, serverNow.ToUnixTimeMilliseconds());
            return clock;
        }
        catch (JSDisconnectedException)
        {
            await clock.DisposeAsync();
            return null;
        }
    }

    [JSInvokable]
    public void Elapsed() => _onElapsed();

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await _module.InvokeVoidAsync("stop");
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its timers with it.
        }

        _self?.Dispose();
    }
}
