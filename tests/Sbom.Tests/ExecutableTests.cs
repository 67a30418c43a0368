using System.Buffers.Binary;
using System.Security.Cryptography;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Images;
using Attestry.Sbom.Layers;
using Attestry.Sbom.Tests.Layers;
using Attestry.TestKit.Servers;

namespace Attestry.Sbom.Tests;

public sealed class ExecutableTests
{
    private const int Page = 4096;

    [Fact]
    public async Task Names_a_program_by_its_digest_and_the_pages_of_what_is_loaded()
    {
        var program = SyntheticElf.With(".data", RandomNumberGenerator.GetBytes(3 * Page));
        var image = await new TestLayer().File("bin/tool", program).HardLink("bin/alias", "bin/tool").ImageAsync();
        image.Executables.Select(e => e.File.Path).ShouldBe(["bin/alias", "bin/tool"]);
        var file = image.Executables[1].File;
        (file.Digest, file.Size).ShouldBe((Digest.Sha256(program), program.Length));
        var segment = file.Segments.ShouldHaveSingleItem();
        (segment.Offset, segment.Pages, segment.Access).ShouldBe((0, 5, "r-x"));
        segment.Root.ShouldBe(RootOf(program));
    }

    [Fact]
    public async Task A_segment_is_the_whole_pages_that_it_touches()
    {
        var program = SyntheticElf.With(".data", RandomNumberGenerator.GetBytes(3 * Page));
        BinaryPrimitives.WriteInt64LittleEndian(program.AsSpan(72), Page + 100);
        BinaryPrimitives.WriteInt64LittleEndian(program.AsSpan(96), Page);
        var segment = (await new TestLayer().File("bin/tool", program).ImageAsync()).Executables[0].File.Segments.ShouldHaveSingleItem();
        (segment.Offset, segment.Pages).ShouldBe((Page, 2));
        segment.Root.ShouldBe(RootOf(program[Page..(3 * Page)]));
    }

    [Fact]
    public async Task A_program_larger_than_what_is_held_has_the_same_digests()
    {
        var program = SyntheticElf.With(".data", new byte[100 << 20]);
        var file = (await new TestLayer().File("bin/huge", program).ImageAsync()).Executables.ShouldHaveSingleItem().File;
        (file.Digest, file.Segments[0].Root).ShouldBe((Digest.Sha256(program), RootOf(program)));
    }

    [Theory]
    [InlineData(96, long.MaxValue)]
    [InlineData(96, 1L << 40)]
    [InlineData(72, 1L << 40)]
    public async Task Segments_outside_of_the_file_are_a_finding(int at, long value)
    {
        var program = SyntheticElf.With(".data", [1]);
        BinaryPrimitives.WriteInt64LittleEndian(program.AsSpan(at), value);
        var image = await new TestLayer().File("bin/tool", program).ImageAsync();
        image.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.ExecutableMalformed);
        var file = image.Executables.ShouldHaveSingleItem().File;
        (file.Digest, file.Segments.Count).ShouldBe((Digest.Sha256(program), 0));
    }

    [Fact]
    public async Task Segments_that_all_cover_the_same_pages_are_a_finding()
    {
        var program = SyntheticElf.With(".data", new byte[64 * Page]);
        BinaryPrimitives.WriteUInt16LittleEndian(program.AsSpan(56), 30);
        for (var i = 1; i < 30; i++)
            program.AsSpan(64, 56).CopyTo(program.AsSpan(64 + (56 * i)));
        var image = await new TestLayer().File("bin/tool", program).ImageAsync();
        (image.Findings.ShouldHaveSingleItem().Id, image.Executables[0].File.Segments.Count).ShouldBe((SbomFindings.ExecutableMalformed, 0));
    }

    [Fact]
    public async Task What_a_later_layer_hides_is_not_in_the_image()
    {
        var program = SyntheticElf.With(".data", [1]);
        var lower = await new TestLayer().File("bin/a", program).File("bin/b", program).CatalogAsync();
        var upper = await new TestLayer().Whiteout("bin/a").File("bin/b", SyntheticElf.With(".data", [2])).CatalogAsync();
        var left = ImageCatalog.Merge([lower, upper]).Executables.ShouldHaveSingleItem();
        (left.File.Path, left.Layer).ShouldBe(("bin/b", upper.Layer));
    }

    [Fact]
    public async Task A_catalog_that_was_kept_says_the_same()
    {
        var layer = await new TestLayer().File("bin/tool", SyntheticElf.With(".data", [1])).File("x", "y").CatalogAsync();
        var read = LayerCatalogJson.Read(LayerCatalogJson.Write(layer));
        LayerCatalogJson.Write(read).ShouldBe(LayerCatalogJson.Write(layer));
        (read.Executables[0].Facts, read.Executables[0].Segments[0], read.Sizes[1]).ShouldBe((layer.Executables[0].Facts, layer.Executables[0].Segments[0], 1));
    }

    [Theory]
    [InlineData("-static", true, true, false, null)]
    [InlineData("-static -s -Wl,-z,noexecstack", true, false, false, null)]
    [InlineData("-pie -fPIE -Wl,-z,relro,-z,now", false, true, true, "full")]
    [InlineData("-no-pie -g -Wl,-z,norelro", false, true, false, "none")]
    [InlineData("-no-pie -Wl,-z,relro,-z,lazy", false, true, false, "partial")]
    [InlineData("-shared -fPIC -Wl,-z,execstack", false, true, true, null)]
    public async Task Says_how_a_program_was_linked(string flags, bool isStatic, bool hasSymbols, bool isPie, string? relro)
    {
        if (ExternalProgram.Find("gcc") is not { } gcc)
            return;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.c"), "int main(void) { return 0; }\n");
        await Programs.OutputAsync(gcc, [folder.File("a.c"), "-o", folder.File("a"), .. flags.Split(' ')]);
        var program = await File.ReadAllBytesAsync(folder.File("a"));
        var facts = (await new TestLayer().File("app/a", program).ImageAsync()).Executables.ShouldHaveSingleItem().File.Facts!;
        (facts.IsStatic, facts.HasSymbols, facts.IsPositionIndependent).ShouldBe((isStatic, hasSymbols, isPie));
        facts.IsProgram.ShouldBe(!flags.Contains("-shared", StringComparison.Ordinal));
        facts.HasNonExecutableStack.ShouldBe(!flags.Contains("execstack", StringComparison.Ordinal) || flags.Contains("noexecstack", StringComparison.Ordinal));
        // What is linked statically brings the C library's own debug information on some systems.
        if (!isStatic)
            facts.HasDebug.ShouldBe(flags.Contains("-g ", StringComparison.Ordinal));
        if (relro is not null)
            facts.Relro.ShouldBe(relro);
    }

    // RFC 6962 §2.1, written as the recursion that it is.
    private static Digest RootOf(byte[] content)
    {
        Array.Resize(ref content, (content.Length + Page - 1) / Page * Page);
        return Digest.FromHash(HashAlgorithmName.SHA256, Tree([.. content.Chunk(Page)]));
    }

    private static byte[] Tree(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
            return SHA256.HashData([0, .. leaves[0]]);
        var split = 1;
        while (split * 2 < leaves.Length)
            split *= 2;
        return SHA256.HashData([1, .. Tree(leaves[..split]), .. Tree(leaves[split..])]);
    }
}
