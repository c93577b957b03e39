using TrainingHub.Bench.Circuits;

namespace TrainingHub.Tests.Bench;

/// <summary>What open dashboards cost, from the load's line to the judgement: each promise can fail it alone.</summary>
public sealed class CircuitReportTests
{
    private static readonly CircuitReport _good = new()
    {
        Circuits = 200, Tiles = 30, KibPerCircuit = 700, BatchesPerSecond = 800, WindowsPerSecond = 4, TileUpdatesPerSecondACircuit = 15, CpuPercentWithout = 2, CpuPercent = 17, BytesPerBatch = 600, RssMiB = 470, Errors = [],
    };

    [Fact]
    public void A_tile_update_is_charged_with_what_circuits_add_to_the_servers_work()
    {
        Assert.Equal((3000, 4), (_good.TileUpdatesPerSecond, _good.BatchesPerSecondACircuit));
        Assert.Equal((50, 187.5, 160), (_good.MicrosPerTileUpdate, _good.MicrosPerBatch, _good.BytesPerTileUpdate));
        Assert.Empty(_good.Missed());
    }

    [Theory]
    [InlineData("time")]
    [InlineData("bytes")]
    [InlineData("memory")]
    [InlineData("pace")]
    [InlineData("behind")]
    [InlineData("nothing came")]
    [InlineData("errors")]
    public void What_did_not_hold_is_told(string fault)
    {
        var report = fault switch
        {
            "time" => _good with { CpuPercent = 20.1 },
            "bytes" => _good with { BytesPerBatch = 751 },
            "memory" => _good with { KibPerCircuit = 1025 },
            "pace" => _good with { BatchesPerSecond = 902 },
            "behind" => _good with { BatchesPerSecond = 750 },
            "nothing came" => _good with { TileUpdatesPerSecondACircuit = 0, CpuPercent = 2 },
            _ => _good with { Errors = ["There was an unhandled exception on the current circuit."] },
        };

        Assert.Single(report.Missed());
    }

    [Fact]
    public void The_loads_line_is_read()
    {
        var figures = CircuitFigures.Parse("""{"circuits":200,"kibPerCircuit":713,"batchesPerSecond":800.1,"cpuMicrosPerBatch":200,"bytesPerBatch":551,"cpuPercent":16,"rssMiB":469,"errors":[]}""");

        Assert.Equal((200, 713, 800.1, 551, 16, 469), (figures.Circuits, figures.KibPerCircuit, figures.BatchesPerSecond, figures.BytesPerBatch, figures.CpuPercent, figures.RssMiB));
        Assert.Empty(figures.Errors);
    }
}
