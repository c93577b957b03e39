using TrainingHub.Bench.Load;

namespace TrainingHub.Tests.Bench;

public sealed class ProcessMeterTests
{
    [Fact]
    public void Processor_time_is_user_and_system_whatever_the_program_is_called()
        => Assert.Equal(
            TimeSpan.FromSeconds(3.58),
            ProcessMeter.CpuOf("4711 (a (b) c) S 1 4711 4711 0 -1 4194304 31049 0 12 0 301 57 8 9 20 0 24 0 12345 6789 1000 18446744073709551615"));

    [Fact]
    public void Resident_memory_is_read_in_MiB()
        => Assert.Equal(168.5, ProcessMeter.RssMiBOf("Name:\tdotnet\nVmHWM:\t  999999 kB\nVmRSS:\t  172544 kB\nRssAnon:\t  1 kB\n"));
}
