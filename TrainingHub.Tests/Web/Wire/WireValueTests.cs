using System.Buffers;
using System.Text.Json;
using CsCheck;
using MessagePack;
using TrainingHub.Web.Wire;

namespace TrainingHub.Tests.Web.Wire;

public sealed class WireValueTests
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new WireJson() } };

    [Theory]
    [InlineData("null", "null")]
    [InlineData("true", "true")]
    [InlineData("72.5", "72.5")]
    [InlineData("1e400", "Infinity")]
    [InlineData("\"a\"", "'a'")]
    [InlineData("\"\\ud800\"", "text that is not Unicode")]
    [InlineData("[1,{}]", "a list")]
    [InlineData("{\"a\":1}", "an object")]
    public void Whatever_is_JSON_is_read_and_can_be_told_in_words(string json, string words) => Assert.Equal(words, FromJson(json).ToString());

    [Fact]
    public void Nesting_that_is_too_deep_is_read_past_in_either_encoding()
    {
        var json = FromJson($"{{\"deep\":{new string('[', 60)}{new string(']', 60)},\"after\":1}}");
        byte[] pack = [0x92, .. Enumerable.Repeat((byte)0x91, 60_000), 0xc0, 7];

        Assert.Equal(1, json["after"].Number);
        Assert.Equal(7, FromPack(pack).Items[1].Number);
    }

    [Fact]
    public void Names_and_values_are_the_same_in_both_encodings()
    {
        var value = FromJson("""{"sessionId":"s1","heartRate":150,"weight":62.5,"completed":false,"none":null,"list":[1,"two",[3]],"big":9007199254740991,"negative":-5}""");

        var packed = FromPack(ToPack(value));

        Assert.Equal(JsonSerializer.Serialize(value, Json), JsonSerializer.Serialize(packed, Json));
        Assert.Equal("""{"sessionId":"s1","heartRate":150,"weight":62.5,"completed":false,"none":null,"list":[1,"two",[3]],"big":9007199254740991,"negative":-5}""", JsonSerializer.Serialize(packed, Json));
    }

    [Fact]
    public void What_was_written_is_read_back_whatever_it_is()
        => GenValue(3).Sample(value =>
        {
            var json = JsonSerializer.Serialize(value, Json);
            return JsonSerializer.Serialize(FromJson(json), Json) == json && JsonSerializer.Serialize(FromPack(ToPack(value)), Json) == json;
        });

    [Fact]
    public void Whatever_is_MessagePack_is_read_to_its_end()
        => GenPack(4).Sample(bytes =>
        {
            var reader = new MessagePackReader(bytes);
            WireMessagePack.Instance.Deserialize(ref reader, MessagePackSerializerOptions.Standard);
            return reader.End;
        }, iter: 20_000);

    [Theory]
    [InlineData(0)]
    [InlineData(1_795_000_000_123)]
    [InlineData(20_000_000_000_000)]
    public void MessagePacks_timestamp_is_an_instant(long unixMilliseconds)
    {
        var instant = DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);

        Assert.True(WireInstant.TryParse(FromPack(MessagePackSerializer.Serialize(instant.UtcDateTime)).Text, out var read));
        Assert.Equal(instant, read);
    }

    [Fact]
    public void A_timestamp_beyond_the_calendar_and_what_has_no_use_here_are_told_in_words()
    {
        Assert.Equal("binary data", FromPack([0xc4, 1, 0]).ToString());
        Assert.Equal("an extension type", FromPack([0xd4, 5, 0]).ToString());
        Assert.StartsWith("a timestamp", FromPack([0xc7, 12, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-31T10:00:00Z", "2026-01-31T10:00:00.000Z")]
    [InlineData("2026-01-31T12:00:00.5+02:00", "2026-01-31T10:00:00.500Z")]
    [InlineData("2026-01-31T10:00", "2026-01-31T10:00:00.000Z")]
    [InlineData("2026-01-31T10:00:00.123456789Z", "2026-01-31T10:00:00.1234567Z")]
    public void An_instant_is_taken_with_any_offset_and_sent_in_UTC(string sent, string read)
    {
        Assert.True(WireInstant.TryParse(sent, out var instant));
        Assert.Equal(read, WireInstant.Format(instant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10:00")]
    [InlineData("31.1.2026 10:00")]
    [InlineData("2026-02-30T10:00:00Z")]
    public void What_is_no_instant_is_not_taken(string text) => Assert.False(WireInstant.TryParse(text, out _));

    private static WireValue FromJson(string json) => JsonSerializer.Deserialize<WireValue>(json, Json);

    private static WireValue FromPack(byte[] bytes)
    {
        var reader = new MessagePackReader(bytes);
        return WireMessagePack.Instance.Deserialize(ref reader, MessagePackSerializerOptions.Standard);
    }

    private static byte[] ToPack(WireValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        WireMessagePack.Instance.Serialize(ref writer, value, MessagePackSerializerOptions.Standard);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    // Every type of the format; text of any bytes, keys of any type, extensions of any kind.
    private static Gen<byte[]> GenPack(int depth)
    {
        var bytes = Gen.Byte.Array[0, 40];
        var leaf = Gen.OneOf(
            Gen.Byte[0, 0x7f].Select(small => new[] { small }),
            OneOf(0xc0, 0xc2, 0xc3).Select(constant => new[] { constant }),
            Gen.Select(OneOf(0xcb, 0xcf, 0xd3), Gen.Byte.Array[8], (type, number) => (byte[])[type, .. number]),
            Gen.Select(OneOf(0xca, 0xce, 0xd2), Gen.Byte.Array[4], (type, number) => (byte[])[type, .. number]),
            Gen.Select(OneOf(0xd9, 0xc4), bytes, (type, content) => (byte[])[type, (byte)content.Length, .. content]),
            Gen.Select(Gen.Byte, bytes, (type, content) => (byte[])[0xc7, (byte)content.Length, type, .. content]),
            Gen.Select(OneOf(0xd6, 0xd7), Gen.Byte.Array[8], (type, content) => (byte[])[type, 0xff, .. content.Take(type == 0xd6 ? 4 : 8)]));
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            GenPack(depth - 1).Array[0, 4].Select(items => (byte[])[(byte)(0x90 | items.Length), .. items.SelectMany(item => item)]),
            GenPack(depth - 1).Array[0, 4].Select(items => (byte[])[(byte)(0x80 | items.Length), .. items.SelectMany(item => item.Concat(item))]));
    }

    private static Gen<byte> OneOf(params byte[] types) => Gen.Int[0, types.Length - 1].Select(i => types[i]);

    private static Gen<WireValue> GenValue(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Const(WireValue.Null), Gen.Bool.Select(WireValue.Of), Gen.Double[-1e6, 1e6].Select(WireValue.Of), Gen.Int.Select(number => WireValue.Of((double)number)),
            Gen.String.AlphaNumeric.Select(text => WireValue.Of(text)));
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            GenValue(depth - 1).Array[0, 4].Select(WireValue.Of),
            Gen.Select(Gen.Char.AlphaNumeric.Array[1, 20].Select(name => new string(name)), GenValue(depth - 1), (name, value) => new WireProperty(name, value)).Array[0, 4].Select(WireValue.Of));
    }
}
