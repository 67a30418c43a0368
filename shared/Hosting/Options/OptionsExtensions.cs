using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Options;

public static class OptionsExtensions
{
    /// <summary>
    /// Binds <paramref name="section"/> once, validates it with all that it contains and registers it as a singleton of
    /// its own type; asking again for the same type gives the same instance. Sources, the later wins:
    /// <c>appsettings.json</c>, the file that <see cref="SettingsFile.Variable"/> names, environment (<c>Bus__Transport</c>),
    /// environment with prefix (<c>ATTESTRY_Bus__Transport</c>), command line (<c>--Bus:Transport=rabbitmq</c>). Any text may be read from a file
    /// instead: <c>Bus:ConnectionFile=/run/secrets/broker</c> stands for the first 64 KiB of that file, trimmed.
    /// </summary>
    /// <exception cref="OptionsException">A setting is missing, wrong or unknown; the message names it. The boot stops.</exception>
    public static T AddValidatedOptions<T>(this IHostApplicationBuilder builder, string section)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.FirstOrDefault(service => service.ServiceType == typeof(T))?.ImplementationInstance is T known)
            return known;
        var options = SettingsBinder.Bind<T>(builder.Configuration, section);
        if (OptionsValidator.Problems(options, section) is { Count: > 0 } problems)
            throw new OptionsException(string.Join(" ", problems));
        builder.Services.AddSingleton(options);
        return options;
    }

    /// <summary>
    /// Puts the settings file right below the environment and the prefixed environment right above the plain one, so that
    /// the command line still wins.
    /// </summary>
    /// <exception cref="OptionsException">A settings file is named and cannot be read.</exception>
    internal static void AddAttestryConfiguration(this IHostApplicationBuilder builder)
    {
        IConfigurationBuilder configuration = builder.Configuration;
        var sources = configuration.Sources;
        var at = sources.Count;
        while (at > 0 && sources[at - 1] is not EnvironmentVariablesConfigurationSource)
            at--;
        if (SettingsFile.Named(builder.Configuration) is { } file)
        {
            sources.Insert(Math.Max(at - 1, 0), file);
            at++;
        }
        sources.Insert(at, new EnvironmentVariablesConfigurationSource { Prefix = "ATTESTRY_" });
    }
}
