using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Attestry.Hosting.Options;

public static class OptionsExtensions
{
    /// <summary>
    /// Binds <paramref name="section"/> once, validates it and registers it as a singleton of its own type.
    /// </summary>
    /// <exception cref="OptionsException">A setting is missing or wrong; the message names it. The boot stops.</exception>
    public static T AddValidatedOptions<T>(this IHostApplicationBuilder builder, string section)
        where T : class, new()
    {
        var options = new T();
        try
        {
            builder.Configuration.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            throw new OptionsException($"Setting '{section}': {e.InnerException?.Message ?? e.Message}", e);
        }
        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
            throw new OptionsException(string.Join(" ", problems.Select(p =>
                $"Setting '{section}{string.Concat(p.MemberNames.Take(1).Select(name => ":" + name))}': {p.ErrorMessage}")));
        builder.Services.AddSingleton(options);
        return options;
    }
}
