using System.Buffers;
using System.Text.Json;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>A request's body: an object, or nothing, which counts as an empty one.</summary>
/// <param name="Fault">Why it could not be read; null where it could.</param>
internal readonly record struct ApiBody(WireValue Value, string? Fault)
{
    private const int LongestBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Options = new() { Converters = { new WireJson() } };

    public static async Task<ApiBody> ReadAsync(HttpContext http)
    {
        var body = http.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(http.RequestAborted);
            if (!read.IsCompleted && read.Buffer.Length <= LongestBytes)
            {
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var taken = Take(read.Buffer);
            body.AdvanceTo(read.Buffer.End);
            return taken;
        }
    }

    private static WireValue Empty { get; } = WireValue.Of(Array.Empty<WireProperty>());

    private static ApiBody Unread(string fault) => new(Empty, fault);

    private static ApiBody Take(ReadOnlySequence<byte> bytes)
        => bytes.Length > LongestBytes ? Unread($"The body was longer than {LongestBytes} bytes.")
            : bytes.IsEmpty ? new ApiBody(Empty, null)
            : Parse(bytes);

    private static ApiBody Parse(ReadOnlySequence<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            var value = JsonSerializer.Deserialize<WireValue>(ref reader, Options);
            return value.Kind != WireKind.Map ? Unread($"The body was {value}; it must be a JSON object.")
                : reader.Read() ? Unread("The body went on after its JSON object.")
                : new ApiBody(value, null);
        }
        catch (JsonException)
        {
            return Unread("The body was not JSON; it must be a JSON object.");
        }
    }
}
