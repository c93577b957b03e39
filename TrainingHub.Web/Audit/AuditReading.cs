using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Audit;

/// <summary>One line of the audit with the names that it knows.</summary>
/// <param name="Actor">Who did it; <c>person 12</c> where the audit has forgotten them, null where it was nobody known.</param>
/// <param name="Subject">To whom it was done.</param>
public sealed record AuditLine(long Id, DateTimeOffset At, string Kind, string? Actor, string? Subject, string? SessionId, string? Detail);

/// <summary>Which lines are wanted; null means all.</summary>
/// <param name="Kind">Of <see cref="AuditKinds"/>.</param>
/// <param name="Person">Part of a name, of who did it or to whom it was done.</param>
/// <param name="From">The first day, UTC.</param>
/// <param name="To">The last day, UTC.</param>
public sealed record AuditFilter(string? Kind = null, string? Person = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>The audit, newest first.</summary>
public sealed class AuditReading(IDbContextFactory<TrainingHubDb> contexts)
{
    public const int PageSize = 50;

    private const int ExportedAtOnce = 500;

    /// <param name="before">The last id of the page before; null for the first.</param>
    /// <returns>At most <see cref="PageSize"/> lines.</returns>
    public Task<ImmutableArray<AuditLine>> PageAsync(AuditFilter filter, long? before, CancellationToken cancellation) => ReadAsync(filter, before, PageSize, cancellation);

    /// <summary>All the lines, a part at a time.</summary>
    public async IAsyncEnumerable<AuditLine> AllAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long? before = null;
        ImmutableArray<AuditLine> part;
        do
        {
            part = await ReadAsync(filter, before, ExportedAtOnce, cancellation);
            foreach (var line in part)
            {
                before = line.Id;
                yield return line;
            }
        }
        while (part.Length == ExportedAtOnce);
    }

    private async Task<ImmutableArray<AuditLine>> ReadAsync(AuditFilter filter, long? before, int most, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var entries = db.AuditEntries.AsNoTracking();
        if (before is { } id)
        {
            entries = entries.Where(entry => entry.Id < id);
        }

        if (filter.Kind is { Length: > 0 } kind)
        {
            entries = entries.Where(entry => entry.Kind == kind);
        }

        if (filter.From is { } from)
        {
            var start = new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero);
            entries = entries.Where(entry => entry.At >= start);
        }

        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var end = new DateTimeOffset(to.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
            entries = entries.Where(entry => entry.At < end);
        }

        if (filter.Person is { Length: > 0 } text)
        {
            var people = db.AuditPeople.Where(person => person.Name.Contains(text)).Select(person => (long?)person.Ref);
            entries = entries.Where(entry => people.Contains(entry.ActorRef) || people.Contains(entry.SubjectRef));
        }

        var found = await entries.OrderByDescending(entry => entry.Id).Take(most).ToListAsync(cancellation);
        var refs = found.SelectMany(entry => new[] { entry.ActorRef, entry.SubjectRef }).OfType<long>().Distinct().ToList();
        var names = await db.AuditPeople.Where(person => refs.Contains(person.Ref)).ToDictionaryAsync(person => person.Ref, person => person.Name, cancellation);
        return [.. found.Select(entry => new AuditLine(
            entry.Id, entry.At, entry.Kind, NameOf(names, entry.ActorRef), NameOf(names, entry.SubjectRef), entry.SessionId, entry.Detail))];
    }

    private static string? NameOf(Dictionary<long, string> names, long? number) =>
        number is not { } known ? null : names.TryGetValue(known, out var name) ? name : FormattableString.Invariant($"person {known}");
}
