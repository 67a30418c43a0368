namespace Attestry.Rego.Syntax;

/// <summary>A policy could not be parsed, compiled or evaluated.</summary>
public sealed class RegoException(IReadOnlyList<RegoError> errors)
    : Exception(errors.Count == 1 ? errors[0].ToString() : $"{errors.Count} errors occurred:\n{string.Join('\n', errors)}")
{
    public IReadOnlyList<RegoError> Errors { get; } = errors;

    public RegoException(RegoError error)
        : this([error])
    {
    }
}
