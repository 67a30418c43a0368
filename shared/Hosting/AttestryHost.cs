using Attestry.Hosting.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace Attestry.Hosting;

/// <summary>Runs one service as a process of its own.</summary>
public static class AttestryHost
{
    /// <summary>Exit code of a process that could not start with the settings it was given.</summary>
    public const int WrongSettings = 2;

    /// <summary>
    /// Builds the service from its two extension methods and serves until it is told to stop. What the operator can
    /// mend (a wrong setting, a taken port) ends the process with one line on standard error, not with a stack trace.
    /// </summary>
    /// <param name="service">Name in logs, telemetry and broker connections: <c>status-api</c>.</param>
    /// <returns>0, or <see cref="WrongSettings"/>.</returns>
    public static async Task<int> RunAsync(string[] args, string service, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(map);
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            builder.AddAttestryDefaults(service);
            add(builder);
            await using var app = builder.Build();
            app.MapAttestryDefaults();
            map(app);
            await app.RunAsync();
            return 0;
        }
        catch (OptionsException e)
        {
            return Say(service, e.Message);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Say(service, e.Message);
        }
    }

    private static int Say(string service, string message)
    {
        Console.Error.WriteLine($"{service}: {message.ReplaceLineEndings(" ")}");
        return WrongSettings;
    }
}
