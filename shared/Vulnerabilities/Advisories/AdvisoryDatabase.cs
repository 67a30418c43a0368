using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Advisories;

/// <summary>The index in use, which can be replaced at any moment: who looks something up sees the old one or the new one whole.</summary>
public sealed class AdvisoryDatabase(IAdvisoryIndex index) : IAdvisoryIndex
{
    private volatile IAdvisoryIndex _current = index;

    /// <summary>Take this once for several lookups that must agree with each other.</summary>
    public IAdvisoryIndex Current => _current;

    public int Count => _current.Count;

    public DateTimeOffset? Modified => _current.Modified;

    public IReadOnlyList<OsvAdvisory> Find(OsvPackage package) => _current.Find(package);

    public void Replace(IAdvisoryIndex index) => _current = index;
}
