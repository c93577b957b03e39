using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Web.Security;

/// <summary>How often one may knock: by address and by account, each door for itself, and how many connections one may hold.</summary>
internal static class DoorRates
{
    /// <summary>Goes before authentication: to judge a password or a client's secret is the work that is not to be had for nothing.</summary>
    public static void UseDoorRates(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<IOptions<DoorLimits>>().Value;
        var limiter = new RateLimiterOptions
        {
            GlobalLimiter = PartitionedRateLimiter.CreateChained(ByAddress(limits.Address), ByAccount(limits.Account)),
            OnRejected = (rejected, cancellationToken) => DoorAnswer.WriteAsync(rejected.HttpContext, rejected.HttpContext.Features.GetRequiredFeature<Door>(), rejected.Lease, cancellationToken),
        };
        app.UseWhen(context => Door.KindOf(context.Request) is not null, doors =>
        {
            doors.Use(async (context, next) =>
            {
                context.Features.Set(await Door.ReadAsync(context, Door.KindOf(context.Request)!.Value));
                await next(context);
            });
            doors.UseRateLimiter(limiter);
        });
    }

    /// <summary>At most so many hub connections an address at a time, whoever they say they are.</summary>
    public static PartitionedRateLimiter<HttpContext> Connections(DoorLimits limits)
        => PartitionedRateLimiter.Create<HttpContext, string>(context => DoorAddress.Of(context) is { } address
            ? RateLimitPartition.GetConcurrencyLimiter(address, _ => new ConcurrencyLimiterOptions { PermitLimit = limits.Address.Connections })
            : RateLimitPartition.GetNoLimiter(""));

    private static PartitionedRateLimiter<HttpContext> ByAddress(AddressLimits limits)
        => By(DoorAddress.Of, kind => kind switch
        {
            DoorKind.SignIn => limits.SignIn,
            DoorKind.Token => limits.Token,
            DoorKind.Device => limits.Device,
            DoorKind.Join => limits.Join,
            DoorKind.Calendar => limits.Calendar,
            _ => limits.Verify,
        });

    private static PartitionedRateLimiter<HttpContext> ByAccount(AccountLimits limits)
        => By(context => context.Features.GetRequiredFeature<Door>().Account, kind => kind switch
        {
            DoorKind.SignIn => limits.SignIn,
            DoorKind.Verify => limits.Verify,
            _ => limits.Token,
        });

    private static PartitionedRateLimiter<HttpContext> By(Func<HttpContext, string?> whom, Func<DoorKind, AllowanceOptions> allowanceOf)
        => PartitionedRateLimiter.Create<HttpContext, (DoorKind, string)>(context =>
        {
            var kind = context.Features.GetRequiredFeature<Door>().Kind;
            return whom(context) is { } counted
                ? RateLimitPartition.GetTokenBucketLimiter((kind, counted), _ => Bucket(allowanceOf(kind)))
                : RateLimitPartition.GetNoLimiter((kind, ""));
        });

    private static TokenBucketRateLimiterOptions Bucket(AllowanceOptions allowance)
        => new() { TokenLimit = allowance.Burst, TokensPerPeriod = 1, ReplenishmentPeriod = allowance.Period };
}
