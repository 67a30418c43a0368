using Attestry.Hosting.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Extensions.Logging;

namespace Attestry.Hosting.Logging;

/// <summary>
/// Logs to standard output. <c>Logging:Console</c> is <c>json</c> (one object a line), <c>text</c> for people or
/// <c>none</c>; levels are in <c>Logging:LogLevel</c> as everywhere in .NET.
/// </summary>
internal static class LoggingExtensions
{
    private const string TextTemplate = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    private static readonly Dictionary<string, string?> DefaultLevels = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        ["Logging:LogLevel:MassTransit"] = "Warning",
        ["Logging:LogLevel:Attestry.Hosting.Security"] = "Warning",
    };

    internal static void AddAttestryLogging(this IHostApplicationBuilder builder, string service)
    {
        IConfigurationBuilder configuration = builder.Configuration;
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = DefaultLevels });
        var serilog = new LoggerConfiguration().MinimumLevel.Verbose();
        var form = builder.Configuration["Logging:Console"] ?? "json";
        serilog = form switch
        {
            "json" => serilog.WriteTo.Console(new CompactJsonFormatter(service)),
            "text" => serilog.WriteTo.Console(outputTemplate: TextTemplate, formatProvider: System.Globalization.CultureInfo.InvariantCulture),
            "none" => serilog,
            _ => throw new OptionsException("Setting 'Logging:Console' must be json, text or none."),
        };
        builder.Logging.ClearProviders();
        if (form == "none")
            return;
        // AddSerilog would come with a filter of its own that lets every level through.
        builder.Logging.Services.AddSingleton<ILoggerProvider>(new SerilogLoggerProvider(serilog.CreateLogger(), dispose: true));
        // Its lines about each request carry the query string, in which foreign tools put secrets: never below a warning.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
    }
}
