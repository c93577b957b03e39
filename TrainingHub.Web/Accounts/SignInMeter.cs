using System.Diagnostics.Metrics;

namespace TrainingHub.Web.Accounts;

/// <summary>Counts the sign-ins that were refused: a wrong password, passkey or code, or an account that is locked.</summary>
public sealed class SignInMeter
{
    private long _refused;

    public SignInMeter(Meter meter)
        => meter.CreateObservableCounter("traininghub.signins.refused", () => Volatile.Read(ref _refused), "{signin}", "Sign-ins of people that were refused");

    public void Refused() => Interlocked.Increment(ref _refused);
}
