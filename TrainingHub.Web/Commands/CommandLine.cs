using System.CommandLine;
using TrainingHub.Web.Data;
using TrainingHub.Web.Server;

namespace TrainingHub.Web.Commands;

/// <summary>What the program does besides being the server: <c>TrainingHub.Web COMMAND …</c>.</summary>
public static class CommandLine
{
    private const int Misused = 2;

    private static readonly string[] AsksForHelp = ["--help", "-h", "-?", "--version"];

    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>The exit code; null where they name none: then this is the server.</returns>
    /// <exception cref="StartupRefusedException">The command cannot be carried out; the message says why, in one sentence.</exception>
    public static async Task<int?> RunAsync(string[] args)
    {
        if (args is not [var first, ..] || (first.StartsWith('-') && !AsksForHelp.Contains(first)))
        {
            return null;
        }

        // `--Data:Directory=DIR`, which configuration takes, would be split at its colon.
        var parsed = Root().Parse([.. args.SelectMany(argument => argument.StartsWith("--", StringComparison.Ordinal) ? argument.Split('=', 2) : [argument])]);
        if (parsed.Errors is [var error, ..])
        {
            var wrong = parsed.UnmatchedTokens is [var unknown, ..] ? $"There is no command or option '{unknown}' here" : error.Message.TrimEnd('.');
            await Console.Error.WriteLineAsync($"{wrong}; --help lists the commands and what each takes.");
            return Misused;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static RootCommand Root()
    {
        var data = new Option<string?>("--Data:Directory") { Description = "The data directory; as in the server's settings where it is left out", HelpName = "DIR", Recursive = true };
        return new RootCommand("TrainingHub. Without a command it is the server, and takes settings as --Name:Of:Setting VALUE, and --demo.")
        {
            data,
            Export(data),
            Backup(data),
            Restore(data),
            Repair(data),
        };
    }

    private static Command Export(Option<string?> data)
    {
        var session = new Option<string>("--session") { Description = "The session's id", HelpName = "ID", Required = true };
        var to = new Option<string?>("--out") { Description = "The file to make; standard output where it is left out", HelpName = "FILE" };
        var command = new Command("export", "Write a session's events as JSON lines; the server may be running") { session, to };
        command.SetAction((parsed, cancellation) => SessionExport.RunAsync(Files(parsed, data), parsed.GetRequiredValue(session), parsed.GetValue(to), cancellation));
        return command;
    }

    private static Command Backup(Option<string?> data)
    {
        var file = new Argument<string>("FILE") { Description = "The archive to make; it must not exist" };
        var command = new Command("backup", "Back up accounts, sessions and keys to one file; the server may be running") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            var made = await DataBackup.RunAsync(Files(parsed, data), parsed.GetRequiredValue(file), TimeProvider.System, cancellation);
            await Console.Out.WriteLineAsync($"Backed up and verified: {made.File}, {made.Bytes} bytes. It holds accounts, health data and keys: keep it safe.");
        });
        return command;
    }

    private static Command Restore(Option<string?> data)
    {
        var file = new Argument<string>("FILE") { Description = "An archive that backup has made" };
        var command = new Command("restore", "Put a backup in place of what is there; the server must be stopped") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            var files = Files(parsed, data);
            var restored = await DataRestore.RunAsync(files, parsed.GetRequiredValue(file), TimeProvider.System, cancellation);
            await Console.Out.WriteLineAsync($"Restored to {files.Path} as it was at {restored.MadeAt:yyyy-MM-dd HH:mm:ss} UTC{(restored.Aside is { } aside ? $"; what was there before is in {aside}" : "")}.");
        });
        return command;
    }

    private static Command Repair(Option<string?> data)
    {
        var command = new Command("repair", "Make a damaged journal usable again, and say what is kept and what is lost; the server must be stopped");
        command.SetAction((parsed, _) => DataRepair.RunAsync(Files(parsed, data), Console.Out, TimeProvider.System));
        return command;
    }

    private static DataFiles Files(ParseResult parsed, Option<string?> data)
    {
        string[] given = parsed.GetValue(data) is { } directory ? [$"--Data:Directory={directory}"] : [];
        return DataFiles.From(ServerSlice.CreateBuilder(given).Configuration);
    }
}
