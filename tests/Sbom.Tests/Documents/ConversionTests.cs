using Attestry.Sbom.Documents;
using Attestry.Sbom.Formats;
using Attestry.Sbom.Tests.Schemas;

namespace Attestry.Sbom.Tests.Documents;

public sealed class ConversionTests
{
    private const int Seeds = 150;

    private static readonly (string Name, Func<BillOfMaterials, byte[]> Write)[] Writers =
        [("SPDX 2.3 JSON", SpdxJson.Write), ("SPDX 3.0 JSON", Spdx3Json.Write), ("CycloneDX 1.6 JSON", CycloneDxJson.Write)];

    [Fact]
    public void Whatever_is_written_reads_back_as_it_was()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var bom = SampleBom.Make(seed);
            foreach (var (name, write) in Writers)
            {
                var reading = BomReader.Read(write(bom));
                reading.Findings.ShouldBeEmpty($"{name}, seed {seed}");
                reading.Format.ShouldBe(name);
                SampleBom.Said(reading.Document!).ShouldBe(SampleBom.Said(bom), $"{name}, seed {seed}");
            }
        }
    }

    [Fact]
    public void Nothing_is_lost_by_going_through_every_format()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var bom = SampleBom.Make(seed);
            var at = bom;
            foreach (var (_, write) in Writers)
                at = BomReader.Read(write(at)).Document!;
            SampleBom.Said(at).ShouldBe(SampleBom.Said(bom), $"seed {seed}");
        }
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes()
    {
        foreach (var (_, write) in Writers)
        {
            write(SampleBom.Make(7)).ShouldBe(write(SampleBom.Make(7)));
            write(SampleBom.Make(7)).ShouldNotBe(write(SampleBom.Make(8)));
        }
    }

    [Fact]
    public void What_is_written_is_valid_against_the_schemas()
    {
        if (Corpora.Path("schemas/cyclonedx") is not { } folder || Corpora.Path("schemas/spdx-schema-v2.3.json") is not { } path)
            return;
        var cyclonedx = new JsonSchema([.. new[] { "bom-1.6.schema.json", "spdx.schema.json", "jsf-0.82.schema.json" }.Select(f => Path.Combine(folder, f))]);
        var spdx = new JsonSchema(path);
        for (var seed = 0; seed < 20; seed++)
        {
            cyclonedx.Validate(CycloneDxJson.Write(SampleBom.Make(seed))).ShouldBeEmpty($"seed {seed}");
            spdx.Validate(SpdxJson.Write(SampleBom.Make(seed))).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public void What_contains_itself_is_written_once()
    {
        var bom = new BillOfMaterials("circle", "circle")
        {
            Components = [new("a", BomComponentKind.Library, "a"), new("b", BomComponentKind.Library, "b")],
            Relations = [new("a", BomRelationKind.Contains, "b"), new("b", BomRelationKind.Contains, "a")],
        };
        BomReader.Read(CycloneDxJson.Write(bom)).Document!.Components.Select(c => c.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Deep_nesting_stays_within_what_is_read()
    {
        var components = Enumerable.Range(0, 200).Select(i => new BomComponent($"c{i}", BomComponentKind.Library, $"n{i}")).ToArray();
        var bom = new BillOfMaterials("deep", "deep") { Components = components, Relations = [.. Enumerable.Range(1, 199).Select(i => new BomRelation($"c{i - 1}", BomRelationKind.Contains, $"c{i}"))] };
        BomReader.Read(CycloneDxJson.Write(bom)).Document!.Components.Count.ShouldBe(200);
    }
}
