namespace TrainingHub.Tests.Web.Commands;

public sealed class CommandLineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("'frobnicate'", "frobnicate")]
    [InlineData("'--session' is required", "export")]
    [InlineData("'backup'", "backup")]
    [InlineData("'--sesion'", "export", "--session", "x", "--sesion", "y")]
    public async Task What_is_no_command_is_one_sentence_and_exit_code_2(string names, params string[] arguments)
    {
        using var process = Ops.Start(arguments);
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync();

        Assert.Contains(names, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", errors.Trim(), StringComparison.Ordinal);
        Assert.Equal(2, process.ExitCode);
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_sentence_and_exit_code_1()
    {
        using var process = Ops.Start("export", "--session", "x", "--Data:Directory=there-is-none");
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync();

        Assert.Contains("There is no data of TrainingHub in", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", errors.Trim(), StringComparison.Ordinal);
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public async Task Help_lists_the_commands()
    {
        using var process = Ops.Start("--help");
        var help = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync();

        Assert.All(["export", "backup", "restore", "repair", "--Data:Directory"], name => Assert.Contains(name, help, StringComparison.Ordinal));
        Assert.Equal(0, process.ExitCode);
    }
}
