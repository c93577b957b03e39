namespace TrainingHub.Web.Demo;

/// <summary>Whether this is a demo: <c>--demo</c> on the command line.</summary>
public sealed record DemoOptions(bool Enabled)
{
    private static readonly string[] Switches = ["--demo", "--demo=true"];

    /// <summary>Takes <c>--demo</c> out of the arguments: it has no value, and configuration would take the next argument for one.</summary>
    public static DemoOptions TakeFrom(ref string[] args)
    {
        var rest = args.Where(argument => !Switches.Contains(argument)).ToArray();
        var demo = new DemoOptions(rest.Length < args.Length);
        args = rest;
        return demo;
    }
}
