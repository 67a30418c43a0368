using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Advisories;

/// <summary>Advisories by package. The index in memory is one; a database on disk, behind a host, is another.</summary>
public interface IAdvisoryIndex
{
    /// <summary>How many advisories it holds, without those withdrawn.</summary>
    int Count { get; }

    /// <summary>When the advisory changed last that changed last of all: the age of what is known. Null when it holds none.</summary>
    DateTimeOffset? Modified { get; }

    /// <summary>Advisories that name the package, each id once, in the order of their ids, whatever versions they speak about.</summary>
    IReadOnlyList<OsvAdvisory> Find(OsvPackage package);
}
