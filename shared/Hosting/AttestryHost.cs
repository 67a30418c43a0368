using Attestry.Hosting.Options;
using Attestry.Hosting.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace Attestry.Hosting;

/// <summary>Runs one service as a process of its own.</summary>
public static class AttestryHost
{
    /// <summary>Exit code of a process that could not start with the settings it was given.</summary>
    public const int WrongSettings = 2;

    /// <summary>Exit code of a process whose store did not become ready.</summary>
    public const int Unavailable = 1;

    /// <summary>
    /// Builds the service from its two extension methods and serves until it is told to stop. What the operator can
    /// mend (a wrong setting, a taken port, a store that is away) ends the process with one line on standard error, not with a stack trace.
    /// </summary>
    /// <param name="service">Name in logs, telemetry and broker connections: <c>status-api</c>.</param>
    /// <returns>0, <see cref="Unavailable"/> or <see cref="WrongSettings"/>.</returns>
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
            return Say(service, e.Message, WrongSettings);
        }
        catch (StoreUnavailableException e)
        {
            // Not a wrong setting: whoever started the process may try again.
            return Say(service, e.Message, Unavailable);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Say(service, e.Message, WrongSettings);
        }
    }

    private static int Say(string service, string message, int code)
    {
        Console.Error.WriteLine($"{service}: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
