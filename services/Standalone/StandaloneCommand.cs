using System.CommandLine;
using Attestry.Hosting;
using Attestry.Hosting.Options;
using Attestry.Standalone.Demo;
using Microsoft.AspNetCore.Connections;

namespace Attestry.Standalone;

/// <summary>The command line of the whole system in one process.</summary>
internal static class StandaloneCommand
{
    private const int DefaultPort = 5080;

    internal static RootCommand Create()
    {
        var port = new Option<int>("--port") { Description = "Loopback port.", DefaultValueFactory = _ => DefaultPort };
        var data = new Option<string>("--data") { Description = "Folder that keeps everything between starts.", DefaultValueFactory = _ => "attestry-data" };
        var trust = new Option<string[]>("--trust") { Description = "PEM file of a public key whose signatures count (repeatable)." };
        var settings = new Option<string?>("--settings") { Description = "JSON file with further settings: registries, webhook sources, policy." };
        var root = new RootCommand(
            """
            Attestry in one process: registry, webhooks, scanners, policy and status, on a loopback port.

            Examples:
              attestry-standalone                          serve, and print how to push and ask
              attestry-standalone --trust cosign.pub       serve, and trust signatures by this key
              attestry-standalone demo                     watch five images go from push to signed verdict

            Exit codes: 0 done; 1 the demo saw a verdict that it should not have; 2 wrong settings or a taken port.
            """)
        {
            port, data, trust, settings,
        };
        root.SetAction((parsed, cancellation) => GuardedAsync(() => ServeAsync(
            new(parsed.GetValue(port), parsed.GetValue(data)!, parsed.GetValue(trust) ?? [], parsed.GetValue(settings)), cancellation)));
        root.Subcommands.Add(Demo());
        return root;
    }

    private static Command Demo()
    {
        var port = new Option<int>("--port") { Description = "Loopback port.", DefaultValueFactory = _ => DefaultPort };
        var output = new Option<string>("--output") { Description = "Folder for the verdicts, SBOMs and keys; made anew.", DefaultValueFactory = _ => "attestry-demo" };
        var keep = new Option<bool>("--keep") { Description = "Go on serving afterwards." };
        var demo = new Command("demo", "Push five real images to the embedded registry and show the verdict that each gets.") { port, output, keep };
        demo.SetAction((parsed, cancellation) => GuardedAsync(() => DemoRun.RunAsync(
            parsed.GetValue(port), parsed.GetValue(output)!, parsed.GetValue(keep), cancellation)));
        return demo;
    }

    private static async Task<int> ServeAsync(StandaloneOptions options, CancellationToken cancellation)
    {
        var secrets = StandaloneSecrets.Open(options);
        await using var app = StandaloneHost.Build(options, secrets, quiet: false);
        await app.StartAsync(cancellation);
        Welcome.Print(Console.Out, options);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    // What the operator can mend is one line, not a stack trace.
    private static async Task<int> GuardedAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OptionsException e)
        {
            return Say(e.Message);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Say($"{e.Message} Choose another one with --port.");
        }
    }

    private static int Say(string message)
    {
        Console.Error.WriteLine($"standalone: {message.ReplaceLineEndings(" ")}");
        return AttestryHost.WrongSettings;
    }
}
