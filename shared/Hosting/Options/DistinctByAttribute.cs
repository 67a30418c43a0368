using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace Attestry.Hosting.Options;

/// <summary>The elements of a list differ in <paramref name="property"/> (ordinal, ignoring case): a name is given once.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DistinctByAttribute(string property) : ValidationAttribute
{
    public string Property { get; } = property;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        var twice = (value as IEnumerable)?.Cast<object>()
            .Select(item => item.GetType().GetProperty(Property)?.GetValue(item)?.ToString())
            .Where(text => !string.IsNullOrEmpty(text))
            .GroupBy(text => text, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Skip(1).Any());
        return twice is null
            ? ValidationResult.Success
            : new($"has two entries with {Property} '{twice.Key}'.", [validationContext.MemberName!]);
    }
}
