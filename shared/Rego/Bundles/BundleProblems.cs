using Attestry.Primitives.Findings;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Bundles;

/// <summary>Gathers what is wrong with a bundle, so that it is told at once.</summary>
internal sealed class BundleProblems(int most)
{
    private readonly List<Finding> _findings = [];
    private readonly List<RegoError> _errors = [];
    private int _beyond;

    internal void Add(string id, string message, string? file = null)
    {
        if (_findings.Count < most)
            _findings.Add(new Finding(id, Severity.High, message, file));
        else
            _beyond++;
    }

    internal void Add(IReadOnlyList<RegoError> errors)
    {
        foreach (var error in errors)
        {
            if (_errors.Count < most)
                _errors.Add(error);
            Add(BundleFindings.ModuleMalformed, $"{error.Message} ({error.Code}, line {error.Location.Row}, column {error.Location.Column}).", error.Location.File);
        }
    }

    /// <exception cref="BundleException">There are some.</exception>
    internal void Demand()
    {
        if (_beyond > 0)
            _findings.Add(new Finding(BundleFindings.TooLarge, Severity.High, $"There are {_beyond} more problems."));
        if (_findings.Count > 0)
            throw new BundleException(_findings, _errors);
    }
}
