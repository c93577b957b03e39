using System.Text;
using System.Text.Json.Nodes;

namespace TrainingHub.Bench.Fuzz;

/// <summary>Makes something sound into something that is not, the same for the same seed.</summary>
internal sealed class Spoiler(int seed)
{
    private readonly Random _random = new(seed);

    // Each is made anew: a node has one parent.
    private static readonly Func<Random, JsonNode?>[] _nasty =
    [
        _ => null, _ => true, _ => -1, _ => 0, _ => long.MaxValue, _ => 1e308, _ => -0.0, _ => 0.1 + 0.2, _ => ulong.MaxValue,
        _ => "", _ => "\0", _ => "\u202Eevil", _ => "\uD83D\uDCA9", _ => "../../etc/passwd", _ => "' OR 1=1 --", _ => "<script>alert(1)</script>", _ => "9999-99-99T99:99:99Z",
        _ => "0001-01-01T00:00:00Z", _ => "9999-12-31T23:59:59.9999999Z", _ => "__proto__", _ => "NaN", _ => "null", _ => "true",
        random => new string('x', random.Next(60, 70)), random => new string('ä', random.Next(1000, 4000)), random => new string('9', 400),
        random => Deep(random.Next(2, 80)), _ => new JsonObject(), _ => new JsonArray(), random => Wide(random.Next(10, 1200)), _ => new JsonObject { [""] = 1, [new string('k', 300)] = 2 },
    ];

    public int Next(int below) => _random.Next(below);

    public bool OneIn(int many) => _random.Next(many) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>The same value with one to three things wrong: something nasty in place of a part, a part gone, one too many.</summary>
    public JsonNode? Spoil(JsonObject sound)
    {
        if (OneIn(20))
        {
            return Pick(_nasty)(_random);
        }

        for (var times = 1 + Next(3); times > 0; times--)
        {
            var parts = Parts(sound).ToList();
            var (owner, key) = parts[Next(parts.Count)];
            switch (Next(4))
            {
                case 0 when owner is JsonObject map:
                    map.Remove((string)key);
                    break;
                case 1 when owner is JsonObject map:
                    map[$"{key}{(OneIn(2) ? " " : "X")}"] = Pick(_nasty)(_random);
                    break;
                case 2 when owner is JsonArray list:
                    list.Add(Pick(_nasty)(_random));
                    break;
                default:
                    Put(owner, key, Pick(_nasty)(_random));
                    break;
            }

            if (sound.Count == 0)
            {
                break;
            }
        }

        return sound;
    }

    /// <summary>The same bytes with something wrong that no writer of them would write.</summary>
    public byte[] Spoil(ReadOnlySpan<byte> sound)
    {
        var bytes = sound.ToArray();
        switch (Next(7))
        {
            case 0:
                return bytes[..Next(bytes.Length)];
            case 1:
                return [.. bytes, .. bytes[Next(bytes.Length)..]];
            case 2:
                return Noise(1 + Next(200));
            case 3:
                var at = Next(bytes.Length);
                return [.. bytes[..at], .. Noise(1 + Next(8)), .. bytes[at..]];
            default:
                for (var flips = 1 + Next(6); flips > 0; flips--)
                {
                    bytes[Next(bytes.Length)] ^= (byte)(1 << Next(8));
                }

                return bytes;
        }
    }

    public byte[] Noise(int length)
    {
        var noise = new byte[length];
        _random.NextBytes(noise);
        return noise;
    }

    /// <summary>Text for a place in an address, escaped so that it arrives as it is, or not.</summary>
    public string Segment()
    {
        var text = Pick(_nasty)(_random)?.ToString() ?? "null";
        text = text[..Math.Min(text.Length, 400)];
        return OneIn(3) ? $"%{Next(256):x2}%{Pick(["zz", "00", "2e%2e%2f", "ff"])}{Convert.ToHexString(Noise(2))}" : Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
    }

    private static IEnumerable<(JsonNode Owner, object Key)> Parts(JsonNode node)
    {
        if (node is JsonObject map)
        {
            foreach (var (key, value) in map)
            {
                yield return (map, key);
                foreach (var part in value is null ? [] : Parts(value))
                {
                    yield return part;
                }
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                yield return (list, i);
                foreach (var part in list[i] is { } item ? Parts(item) : [])
                {
                    yield return part;
                }
            }
        }
    }

    private static void Put(JsonNode owner, object key, JsonNode? value)
    {
        if (owner is JsonObject map)
        {
            map[(string)key] = value;
        }
        else
        {
            owner.AsArray()[(int)key] = value;
        }
    }

    private static JsonNode Deep(int levels)
    {
        JsonNode node = new JsonObject();
        for (; levels > 0; levels--)
        {
            node = levels % 2 == 0 ? new JsonArray(node) : new JsonObject { ["a"] = node };
        }

        return node;
    }

    private static JsonArray Wide(int count) => [.. Enumerable.Range(0, count).Select(number => (JsonNode?)number)];
}
