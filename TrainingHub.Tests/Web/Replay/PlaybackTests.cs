using Microsoft.Extensions.Time.Testing;
using TrainingHub.Tests.Components;
using TrainingHub.Web.Replay;

namespace TrainingHub.Tests.Web.Replay;

public sealed class PlaybackTests
{
    private static readonly DateTimeOffset _from = TestSession.Begin;

    private readonly FakeTimeProvider _time = new();
    private readonly Playback _playback;

    public PlaybackTests() => _playback = new Playback(_from, _from.AddHours(1), _time);

    [Fact]
    public void It_stands_at_the_beginning_until_it_is_played()
    {
        Pass(10);

        Assert.Equal((_from, false), (_playback.Position, _playback.IsPlaying));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(60)]
    public void It_runs_as_many_times_as_fast_as_its_speed(int speed)
    {
        _playback.SetSpeed(speed);
        _playback.Play();

        Pass(2);
        Pass(3);

        Assert.Equal(_from.AddSeconds(5 * speed), _playback.Position);
    }

    [Fact]
    public void Another_speed_holds_from_where_it_is_set()
    {
        _playback.Play();
        _time.Advance(TimeSpan.FromSeconds(10));
        _playback.SetSpeed(60);

        Pass(1);

        Assert.Equal(_from.AddSeconds(70), _playback.Position);
    }

    [Fact]
    public void It_knows_no_other_speed() => Assert.Throws<ArgumentOutOfRangeException>(() => _playback.SetSpeed(3));

    [Fact]
    public void A_pause_stands_where_it_was_pressed_and_play_goes_on_from_there()
    {
        _playback.Play();
        _time.Advance(TimeSpan.FromSeconds(7));
        _playback.Pause();
        Pass(100);
        Assert.Equal(_from.AddSeconds(7), _playback.Position);

        _playback.Play();
        Pass(1);

        Assert.Equal(_from.AddSeconds(8), _playback.Position);
    }

    [Theory]
    [InlineData(1800, 1800)]
    [InlineData(-1, 0)]
    [InlineData(3601, 3600)]
    public void A_seek_goes_there_and_never_outside(double to, double expected)
    {
        _playback.Seek(_from.AddSeconds(to));

        Assert.Equal((_from.AddSeconds(expected), 1), (_playback.Position, _playback.Jumps));
    }

    [Fact]
    public void What_plays_plays_on_from_where_it_was_sought()
    {
        _playback.Play();
        _time.Advance(TimeSpan.FromSeconds(3));
        _playback.Seek(_from.AddMinutes(30));

        Pass(2);

        Assert.Equal((_from.AddMinutes(30).AddSeconds(2), true), (_playback.Position, _playback.IsPlaying));
    }

    [Fact]
    public void A_skip_starts_from_the_instant_that_playing_has_reached()
    {
        _playback.Play();
        _time.Advance(TimeSpan.FromSeconds(20));

        _playback.Skip(TimeSpan.FromSeconds(-5));

        Assert.Equal(_from.AddSeconds(15), _playback.Position);
    }

    [Fact]
    public void At_the_end_it_stands_and_play_begins_again()
    {
        _playback.SetSpeed(60);
        _playback.Play();
        Pass(61);
        Assert.Equal((_from.AddHours(1), false), (_playback.Position, _playback.IsPlaying));

        _playback.Play();
        Pass(1);

        Assert.Equal((_from.AddMinutes(1), true), (_playback.Position, _playback.IsPlaying));
    }

    [Fact]
    public void A_recording_without_length_does_not_play()
    {
        var empty = new Playback(_from, _from, _time);

        empty.Play();

        Assert.False(empty.IsPlaying);
    }

    private void Pass(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _playback.Advance();
    }
}
