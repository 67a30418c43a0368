using Attestry.Sbom.Documents;

namespace Attestry.Sbom.Tests.Documents;

/// <summary>Bills of materials that every format can say.</summary>
internal static class SampleBom
{
    private static readonly string[] Licences = ["MIT", "Apache-2.0", "MIT OR Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "See the file LICENSE", "(MIT OR ISC) AND BSD-3-Clause"];

    private static readonly (string Algorithm, int Digits)[] Algorithms = [("SHA1", 40), ("SHA256", 64), ("SHA3512", 128), ("MD5", 32), ("BLAKE2B256", 64)];

    internal static BillOfMaterials Make(int seed)
    {
        var random = new Random(seed);
        var components = Enumerable.Range(0, random.Next(1, 12)).Select(i => Component(random, i)).ToList();
        var subject = random.Next(3) == 0 && components.Count != 2 ? null : "c0";
        var relations = new HashSet<BomRelation>();
        for (var i = 0; i < components.Count * 2; i++)
        {
            var (from, to) = (random.Next(components.Count), random.Next(components.Count));
            if (from != to && !relations.Any(r => r.From == $"c{from}" && r.To == $"c{to}"))
                relations.Add(new($"c{from}", random.Next(4) == 0 ? BomRelationKind.OptionallyDependsOn : BomRelationKind.DependsOn, $"c{to}"));
        }
        // Each in at most one container, and in none below itself.
        for (var i = 2; i < components.Count; i++)
        {
            if (random.Next(3) == 0)
                relations.Add(new($"c{random.Next(1, i)}", BomRelationKind.Contains, $"c{i}"));
        }
        // Without a subject, a document with one top component is about that one.
        if (subject is null && components.Skip(1).All(c => relations.Any(r => r.Kind == BomRelationKind.Contains && r.To == c.Id)))
            subject = "c0";
        return new(Text(random), $"seed {seed}")
        {
            Subject = subject,
            Created = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(100_000_000)),
            Tools = [new("tool-of-" + Letters(random), random.Next(2) == 0 ? null : $"{random.Next(9)}.2-rc.1"), new("syft", "v1.2.3")],
            Authors = random.Next(2) == 0 ? [] : ["Ada (ada@example.org)"],
            Components = components,
            Relations = [.. relations],
        };
    }

    /// <summary>Everything that both can say, with components called by their names instead of the document's identifiers.</summary>
    internal static IReadOnlyList<string> Said(BillOfMaterials bom)
    {
        var names = bom.Components.ToDictionary(c => c.Id, c => c.Name, StringComparer.Ordinal);
        return
        [
            $"subject {(bom.Subject is { } subject ? names[subject] : "-")}",
            $"created {bom.Created:O}",
            .. bom.Tools.Select(t => $"tool {t}"),
            .. bom.Authors.Select(a => $"author {a}"),
            .. bom.Components.Select(Said).Order(StringComparer.Ordinal),
            .. bom.Relations.Select(r => $"{names[r.From]} {r.Kind} {names[r.To]}").Order(StringComparer.Ordinal),
        ];
    }

    private static string Said(BomComponent c) => string.Join(" | ",
        c.Kind, c.Name, c.Version, c.Purl, c.Licence, c.ConcludedLicence, c.Copyright, c.Description, c.Supplier, c.Homepage, c.DownloadLocation,
        string.Join(',', c.Hashes), string.Join(',', c.Cpes), string.Join(',', c.Properties));

    private static BomComponent Component(Random random, int index)
    {
        var name = random.Next(4) switch { 0 => $"@acme/{Letters(random)}{index}", 1 => $"org.{Letters(random)}:lib{index}", _ => $"{Text(random)}-{index}" };
        return new($"c{index}", (BomComponentKind)random.Next(Enum.GetValues<BomComponentKind>().Length), name)
        {
            Version = Maybe(random, $"{random.Next(9)}.{index}~rc1"),
            Purl = name[0] == '@' ? $"pkg:npm/%40acme/{name[6..]}@1" : name.Contains(':', StringComparison.Ordinal) ? $"pkg:maven/{name.Replace(':', '/')}@1?type=jar" : null,
            Licence = Maybe(random, Licences[random.Next(Licences.Length)]),
            ConcludedLicence = Maybe(random, Licences[random.Next(Licences.Length)]),
            Copyright = Maybe(random, "Copyright © 1999\nAll rights"),
            Description = Maybe(random, Text(random) + "\n\tmore \"quoted\" <text>"),
            Supplier = Maybe(random, "Acme, Inc."),
            Homepage = Maybe(random, "https://example.org/" + Letters(random)),
            DownloadLocation = Maybe(random, "https://example.org/d.tgz"),
            Hashes = [.. Algorithms.Where(_ => random.Next(3) == 0).Select(a => new BomHash(a.Algorithm, string.Concat(Enumerable.Range(0, a.Digits).Select(_ => "0123456789abcdef"[random.Next(16)]))))],
            Cpes = [.. Enumerable.Range(0, random.Next(3)).Select(i => $"cpe:2.3:a:acme:{Letters(random)}:{i}:*:*:*:*:*:*:*")],
            Properties = [.. Enumerable.Range(0, random.Next(3)).Select(i => new BomProperty($"acme:{Letters(random)}", $"a={i} ä"))],
        };
    }

    private static string? Maybe(Random random, string text) => random.Next(2) == 0 ? null : text;

    private static string Letters(Random random) => string.Concat(Enumerable.Range(0, 5).Select(_ => (char)('a' + random.Next(26))));

    private static string Text(Random random) => Letters(random) + (random.Next(3) == 0 ? " ü中&<>" : "");
}
