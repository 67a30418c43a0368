using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Attestry.Hosting.Options;

/// <summary>Turns a section of the configuration into options; a setting that no option knows is an error, not a shrug.</summary>
internal static class SettingsBinder
{
    private const string FileSuffix = "File";

    private const int LargestFile = 64 << 10;

    public static T Bind<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var settings = configuration.GetSection(section).AsEnumerable().ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        Resolve(configuration.GetSection(section), typeof(T), settings);
        var options = new T();
        try
        {
            // Without the flag the binder drops a list's element whose value does not convert.
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            throw new OptionsException($"Setting '{section}': {Innermost(e).Message}", e);
        }
        return options;
    }

    private static InvalidOperationException Innermost(InvalidOperationException thrown)
    {
        // Below the failed conversion lies the parser's own complaint, which does not name the setting.
        while (thrown.InnerException is InvalidOperationException inner)
            thrown = inner;
        return thrown;
    }

    /// <summary>Walks settings and type side by side: names what is unknown, and replaces a <c>…File</c> by the file's text.</summary>
    private static void Resolve(IConfigurationSection section, Type type, Dictionary<string, string?> settings)
    {
        if (OptionShape.ElementOf(type) is { } element)
        {
            foreach (var child in section.GetChildren())
                Resolve(child, element, settings);
            return;
        }
        foreach (var child in section.GetChildren())
        {
            if (OptionShape.IsScalar(type))
                throw new OptionsException($"Setting '{child.Path}' is unknown; '{section.Path}' takes a single value.");
            if (Property(type, child.Key) is { } property)
                Resolve(child, property.PropertyType, settings);
            else if (FromFile(type, child.Key) is { } text)
                Replace(section, child, text.Name, settings);
            else
                throw new OptionsException($"Setting '{child.Path}' is unknown; '{section.Path}' knows {string.Join(", ", OptionShape.PropertiesOf(type).Select(p => p.Name))}.");
        }
    }

    private static void Replace(IConfigurationSection section, IConfigurationSection file, string name, Dictionary<string, string?> settings)
    {
        var path = $"{section.Path}:{name}";
        if (settings.ContainsKey(path))
            throw new OptionsException($"Settings '{path}' and '{file.Path}' are both given; give one.");
        settings.Remove(file.Path);
        settings[path] = Read(file);
    }

    private static string Read(IConfigurationSection setting)
    {
        try
        {
            using var reader = new StreamReader(setting.Value ?? "");
            var text = new char[LargestFile + 1];
            var length = reader.ReadBlock(text);
            return length <= LargestFile
                ? new string(text, 0, length).Trim()
                : throw new OptionsException($"Setting '{setting.Path}': the file has more than {LargestFile} characters.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OptionsException($"Setting '{setting.Path}': {e.Message}", e);
        }
    }

    private static PropertyInfo? FromFile(Type type, string key) =>
        key.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase)
        && Property(type, key[..^FileSuffix.Length]) is { } property && property.PropertyType == typeof(string)
            ? property
            : null;

    private static PropertyInfo? Property(Type type, string name) =>
        OptionShape.PropertiesOf(type).FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
