using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Attestry.Sbom.Licences;

/// <summary>
/// What Maven's poms, Python's classifiers, OSGi manifests and old rpm packages write in words or as an address, as SPDX writes it. Only what
/// means one licence is here: "BSD", "GPL" and "Public Domain" do not.
/// </summary>
internal static partial class LicenceNames
{
    private const int Longest = 300;

    // Without the words that each writes otherwise: see Core.
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["apache 2"] = "Apache-2.0",
        ["apache 2.0"] = "Apache-2.0",
        ["apache 1.1"] = "Apache-1.1",
        ["asl 2.0"] = "Apache-2.0",
        ["asl 1.1"] = "Apache-1.1",
        ["al 2.0"] = "Apache-2.0",
        ["mit"] = "MIT",
        ["mit mit"] = "MIT",
        ["isc"] = "ISC",
        ["isc iscl"] = "ISC",
        ["bsd 2 clause"] = "BSD-2-Clause",
        ["2 clause bsd"] = "BSD-2-Clause",
        ["simplified bsd"] = "BSD-2-Clause",
        ["freebsd"] = "BSD-2-Clause",
        ["bsd 3 clause"] = "BSD-3-Clause",
        ["3 clause bsd"] = "BSD-3-Clause",
        ["bsd 3 clause new or revised"] = "BSD-3-Clause",
        ["new bsd"] = "BSD-3-Clause",
        ["revised bsd"] = "BSD-3-Clause",
        ["modified bsd"] = "BSD-3-Clause",
        ["eclipse distribution 1.0"] = "BSD-3-Clause",
        ["edl 1.0"] = "BSD-3-Clause",
        ["go"] = "BSD-3-Clause",
        ["eclipse public 1.0"] = "EPL-1.0",
        ["eclipse public 2.0"] = "EPL-2.0",
        ["epl 1.0"] = "EPL-1.0",
        ["epl 2.0"] = "EPL-2.0",
        ["common public 1.0"] = "CPL-1.0",
        ["mozilla public 1.1"] = "MPL-1.1",
        ["mozilla public 1.1 mpl 1.1"] = "MPL-1.1",
        ["mozilla public 2.0"] = "MPL-2.0",
        ["mozilla public 2.0 mpl 2.0"] = "MPL-2.0",
        ["mpl 1.1"] = "MPL-1.1",
        ["mpl 2.0"] = "MPL-2.0",
        ["cddl 1.0"] = "CDDL-1.0",
        ["cddl 1.1"] = "CDDL-1.1",
        ["common development and distribution 1.0"] = "CDDL-1.0",
        ["common development and distribution cddl 1.0"] = "CDDL-1.0",
        ["common development and distribution cddl 1.1"] = "CDDL-1.1",
        ["gnu general public 2"] = "GPL-2.0-only",
        ["gnu general public 2 gpl 2"] = "GPL-2.0-only",
        ["gnu general public 2 or later gpl 2+"] = "GPL-2.0-or-later",
        ["gnu general public 3"] = "GPL-3.0-only",
        ["gnu general public 3 gpl 3"] = "GPL-3.0-only",
        ["gnu general public 3 or later gpl 3+"] = "GPL-3.0-or-later",
        ["gnu general public 2 with gnu classpath exception"] = "GPL-2.0-only WITH Classpath-exception-2.0",
        ["gnu general public 2 with classpath exception"] = "GPL-2.0-only WITH Classpath-exception-2.0",
        ["gpl 2 with classpath exception"] = "GPL-2.0-only WITH Classpath-exception-2.0",
        ["gpl2 w/ cpe"] = "GPL-2.0-only WITH Classpath-exception-2.0",
        ["gnu lesser general public 2.1"] = "LGPL-2.1-only",
        ["gnu lesser general public 3"] = "LGPL-3.0-only",
        ["gnu lesser general public 2 lgpl 2"] = "LGPL-2.0-only",
        ["gnu lesser general public 2 or later lgpl 2+"] = "LGPL-2.0-or-later",
        ["gnu lesser general public 3 lgpl 3"] = "LGPL-3.0-only",
        ["gnu lesser general public 3 or later lgpl 3+"] = "LGPL-3.0-or-later",
        ["gnu affero general public 3"] = "AGPL-3.0-only",
        ["gnu affero general public 3 or later agpl 3+"] = "AGPL-3.0-or-later",
        ["boost 1.0"] = "BSL-1.0",
        ["boost 1.0 bsl 1.0"] = "BSL-1.0",
        ["bouncy castle"] = "MIT",
        ["cc0 1.0 universal"] = "CC0-1.0",
        ["cc0 1.0 universal cc0 1.0 public domain dedication"] = "CC0-1.0",
        ["creative commons attribution 4.0 international"] = "CC-BY-4.0",
        ["python"] = "Python-2.0",
        ["psf"] = "PSF-2.0",
        ["python foundation"] = "PSF-2.0",
        ["unlicense unlicense"] = "Unlicense",
        ["zlib/libpng"] = "Zlib",
        ["universal permissive 1.0"] = "UPL-1.0",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Addresses without scheme, "www." and the ending of a page.
    private static readonly FrozenDictionary<string, string> Addresses = new Dictionary<string, string>
    {
        ["apache.org/licenses/license-2.0"] = "Apache-2.0",
        ["apache.org/licenses/license-1.1"] = "Apache-1.1",
        ["eclipse.org/legal/epl-v10"] = "EPL-1.0",
        ["eclipse.org/legal/epl-v20"] = "EPL-2.0",
        ["eclipse.org/legal/epl-2.0"] = "EPL-2.0",
        ["eclipse.org/org/documents/epl-v10"] = "EPL-1.0",
        ["eclipse.org/org/documents/epl-2.0"] = "EPL-2.0",
        ["eclipse.org/org/documents/edl-v10"] = "BSD-3-Clause",
        ["mozilla.org/mpl/2.0"] = "MPL-2.0",
        ["mozilla.org/en-us/mpl/2.0"] = "MPL-2.0",
        ["gnu.org/licenses/gpl-2.0"] = "GPL-2.0-only",
        ["gnu.org/licenses/gpl-3.0"] = "GPL-3.0-only",
        ["gnu.org/licenses/lgpl-2.1"] = "LGPL-2.1-only",
        ["gnu.org/licenses/lgpl-3.0"] = "LGPL-3.0-only",
        ["gnu.org/licenses/old-licenses/gpl-2.0"] = "GPL-2.0-only",
        ["gnu.org/licenses/old-licenses/lgpl-2.1"] = "LGPL-2.1-only",
        ["gnu.org/software/classpath/license"] = "GPL-2.0-only WITH Classpath-exception-2.0",
        ["creativecommons.org/publicdomain/zero/1.0"] = "CC0-1.0",
        ["unlicense.org"] = "Unlicense",
        ["bouncycastle.org/licence"] = "MIT",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Registers = ["opensource.org/licenses/", "opensource.org/license/", "spdx.org/licenses/"];

    private static readonly string[] Endings = ["/", ".txt", ".html", ".htm", ".php", ".en"];

    /// <summary>An expression of listed identifiers; null when the text means none, or more than one.</summary>
    internal static string? Find(string text)
    {
        // Half a bracket is half of something else.
        if (text.Length > Longest || text.Count(c => c == '(') != text.Count(c => c == ')'))
            return null;
        if (text.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            return Addressed(text[(scheme + 3)..].Trim().ToLowerInvariant());
        return Names.GetValueOrDefault(Core(text));
    }

    private static string? Addressed(string address)
    {
        address = address.StartsWith("www.", StringComparison.Ordinal) ? address[4..] : address;
        while (Array.Find(Endings, ending => address.EndsWith(ending, StringComparison.Ordinal)) is { } ending)
            address = address[..^ending.Length];
        return Addresses.GetValueOrDefault(address)
            ?? (Array.Find(Registers, register => address.StartsWith(register, StringComparison.Ordinal)) is { } found ? SpdxIdentifiers.Licence(address[found.Length..]) : null);
    }

    // "The Apache Software License, Version 2.0" and "Apache License v2.0" are both "apache 2.0".
    private static string Core(string text)
    {
        var words = Filler().Replace(VersionMark().Replace(text.ToLowerInvariant(), " "), " ");
        return string.Join(' ', words.Split([' ', ',', '-', '(', ')', '"', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex(@"\bv\.?\s*(?=\d)|(?<=gpl|mpl)v(?=\d)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionMark();

    [GeneratedRegex(@"\b(the|license|licence|licenses|version|software)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Filler();
}
