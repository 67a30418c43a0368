using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace Attestry.Hosting.Options;

/// <summary>Validates options with everything they contain: records in records, lists and dictionaries.</summary>
internal static class OptionsValidator
{
    // Options are trees written by hand; deeper than this is a type that contains itself.
    private const int Deepest = 16;

    /// <summary>One sentence a problem, naming the setting by its whole path: <c>Setting 'Webhooks:Sources:0:Secret' is missing.</c></summary>
    public static IReadOnlyList<string> Problems(object options, string path)
    {
        var problems = new List<string>();
        Validate(options, path, problems, 0);
        return problems;
    }

    private static void Validate(object value, string path, List<string> problems, int depth)
    {
        if (depth > Deepest || OptionShape.IsScalar(value.GetType()))
            return;
        if (value is IDictionary map)
        {
            foreach (DictionaryEntry entry in map)
                Descend(entry.Value, $"{path}:{entry.Key}", problems, depth);
            return;
        }
        if (value is IEnumerable list)
        {
            var at = 0;
            foreach (var item in list)
                Descend(item, $"{path}:{at++}", problems, depth);
            return;
        }
        var found = new List<ValidationResult>();
        Validator.TryValidateObject(value, new ValidationContext(value), found, validateAllProperties: true);
        problems.AddRange(found.Select(problem =>
            $"Setting '{path}{string.Concat(problem.MemberNames.Take(1).Select(name => ":" + name))}': {problem.ErrorMessage}"));
        foreach (var property in OptionShape.PropertiesOf(value.GetType()))
            Descend(property.GetValue(value), $"{path}:{property.Name}", problems, depth);
    }

    private static void Descend(object? value, string path, List<string> problems, int depth)
    {
        if (value is not null)
            Validate(value, path, problems, depth + 1);
    }
}
