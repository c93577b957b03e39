using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingHub.Bench.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Core.Traces;
using TrainingHub.Web.Dashboard;
using TrainingHub.Web.Journal;

namespace TrainingHub.Bench.Replay;

/// <summary>What it costs to know the past of a session when a dashboard opens in the middle: from the journal's file, as a server reads it.</summary>
internal static class TracesBench
{
    private static readonly TimeSpan _allowed = TimeSpan.FromSeconds(2);

    public static BenchCommand Command { get; } = new(
        "traces", "traces [--players 30] [--minutes 120]: reads the past of a session as a dashboard does that opens, the first one and the next ones; fails where the first takes 2 s", RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-traces-");
        try
        {
            return await MeasureAsync(folder, arguments, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(DirectoryInfo folder, Arguments arguments, CancellationToken cancellationToken)
    {
        await using var journal = SqliteSessionJournal.Open(
            Path.Combine(folder.FullName, "journal.db"), new JournalOptions { Window = TimeSpan.Zero }, TimeProvider.System, new JournalMeter(new Meter("traces")), NullLogger<SqliteSessionJournal>.Instance);
        await BenchEvents.HourAsync(journal, "warm", 5, TimeSpan.FromMinutes(5), cancellationToken);
        await BenchEvents.HourAsync(journal, "stored", arguments.Number("players", 30, 1), TimeSpan.FromMinutes(arguments.Number("minutes", 120, 1)), cancellationToken);
        var state = Session.Empty(SessionLimits.Default);
        await foreach (var (_, @event) in journal.ReadAsync("stored", 0, cancellationToken))
        {
            state = Session.Evolve(state, @event);
        }

        var traces = new LiveTraces(journal, TimeProvider.System);
        var view = new SessionView(state, Audience.Staff);
        var now = state.LastEventAt;
        var one = state.Roster.First().PlayerId;
        await traces.ReadAsync("warm", "epoch", fold => fold.See(new SessionView(Session.Empty(SessionLimits.Default), Audience.Staff), new TraceRequest()), cancellationToken);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var (first, _) = await TimeAsync(() => traces.ReadAsync("stored", "epoch", fold => fold.See(view, LiveBoard.RequestOf(state, now)), cancellationToken));
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        var next = new List<TimeSpan>();
        var focus = new List<TimeSpan>();
        var length = 0;
        for (var i = 0; i < 50; i++)
        {
            var (opening, _) = await TimeAsync(() => traces.ReadAsync("stored", "epoch", fold => fold.See(view, LiveBoard.RequestOf(state, now)), cancellationToken));
            next.Add(opening);
            var (reading, chart) = await TimeAsync(async () => FocusChart.Of(await traces.ReadAsync("stored", "epoch", fold => fold.See(view, new TraceRequest(one)), cancellationToken), view, one));
            focus.Add(reading);
            length = chart.Length;
        }

        Console.WriteLine($"{state.Seq} events of {state.TotalPlayers} players: the first dashboard's past in {first.TotalMilliseconds:0} ms ({cpu.TotalMilliseconds:0} ms of CPU), a next one's in {Median(next).TotalMilliseconds:0.0} ms, a player's whole chart in {Median(focus).TotalMilliseconds:0.0} ms ({length / 1000.0:0} KB of text); keeps {kept / 1e6:0.0} MB");
        return first < _allowed ? 0 : 1;
    }

    private static async Task<(TimeSpan Took, T Result)> TimeAsync<T>(Func<Task<T>> work)
    {
        var began = Stopwatch.GetTimestamp();
        var result = await work();
        return (Stopwatch.GetElapsedTime(began), result);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
