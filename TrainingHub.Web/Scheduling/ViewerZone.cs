using System.Globalization;
using Microsoft.JSInterop;

namespace TrainingHub.Web.Scheduling;

/// <summary>The time zone of whoever looks at the page, as their browser has it.</summary>
public sealed class ViewerZone(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private string? _id;

    /// <summary>Its IANA name; only of a page that is interactive.</summary>
    public async Task<string> IdAsync() => _id ??= await (await ModuleAsync()).InvokeAsync<string>("zone");

    /// <summary>The zone; UTC where this machine does not know the browser's.</summary>
    public async Task<TimeZoneInfo> FindAsync() => TimeZoneInfo.TryFindSystemTimeZoneById(await IdAsync(), out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>A day and time of the viewer as an instant.</summary>
    public async Task<DateTimeOffset> ToInstantAsync(DateTime local) => DateTimeOffset.Parse(
        await (await ModuleAsync()).InvokeAsync<string>("toInstant", local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the module with it.
        }
    }

    private async Task<IJSObjectReference> ModuleAsync() => _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/viewer-zone.js");
}
