using System.Formats.Tar;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Rego.Bundles;
using Attestry.Rego.Syntax;

namespace Attestry.Rego.Tests.Bundles;

public sealed class BundleReaderTests
{
    [Fact]
    public void Places_data_by_its_folder_and_evaluates_the_policies_on_it()
    {
        var bundle = TestBundle.Read([.. TestBundle.Small, ("roles/more/data.yaml", "x: [1, two]\n"), ("roles/other/data.yml", "y: true"), ("roles/notes.json", "not looked at")]);
        bundle.Data.ToString().ShouldBe("""{"roles":{"admins":{"ann":true},"more":{"x":[1,"two"]},"other":{"y":true}}}""");
        bundle.DataFiles.ShouldBe(["roles/data.json", "roles/more/data.yaml", "roles/other/data.yml"]);
        bundle.Manifest.Revision.ShouldBe("r1");
        bundle.Manifest.Roots.ShouldBe(["app", "roles"]);
        bundle.Manifest.Metadata.ToString().ShouldBe("""{"owner":"a"}""");
        var query = RegoCompiler.Compile(bundle.Modules).Prepare("data.app.allow");
        query.Evaluate(new() { Time = TimeProvider.System, Data = bundle.Data, Input = Attestry.Rego.Values.RegoJson.Parse("""{"user":"ann"}""") }).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task An_archive_is_the_folder_that_it_was_made_of(TarEntryFormat format)
    {
        var folder = TestBundle.Read(TestBundle.Small);
        var archive = await TestBundle.ReadArchiveAsync(TestBundle.Archive(format, [.. TestBundle.Small.Select(file => ($"/{file.Item1}", file.Item2))]));
        archive.Digest.ShouldBe(folder.Digest);
        archive.Data.ShouldBe(folder.Data);
        (await TestBundle.ReadArchiveAsync(TestBundle.Tar(format, TestBundle.Small))).Digest.ShouldBe(folder.Digest);
        TestBundle.Read([.. TestBundle.Small.Reverse()]).Digest.ShouldBe(folder.Digest);
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Long_paths_are_kept(TarEntryFormat format)
    {
        var path = string.Join('/', Enumerable.Repeat(new string('a', 50), 8)) + "/policy.rego";
        (await TestBundle.ReadArchiveAsync(TestBundle.Archive(format, (path, "package p")))).Modules[0].File.ShouldBe(path);
    }

    [Fact]
    public void The_digest_names_the_content_and_not_its_spelling()
    {
        var digest = TestBundle.Read(("a/data.json", """{"x": 1,  "y": 2}"""), ("p.rego", "package p")).Digest;
        TestBundle.Read(("a/data.json", """{"y":2,"x":1}"""), ("p.rego", "package p")).Digest.ShouldBe(digest);
        TestBundle.Read(("a/data.json", """{"y":2,"x":2}"""), ("p.rego", "package p")).Digest.ShouldNotBe(digest);
        TestBundle.Read(("b/data.json", """{"y":2,"x":1}"""), ("p.rego", "package p")).Digest.ShouldNotBe(digest);
        TestBundle.Read(("a/data.json", """{"y":2,"x":1}"""), ("p.rego", "package p ")).Digest.ShouldNotBe(digest);
    }

    [Fact]
    public void The_manifest_says_which_syntax_a_module_has()
    {
        const string Old = "package p\n\ndeny[x] { x := 1 }\n";
        var bundle = TestBundle.Read(
            (".manifest", """{"rego_version":0,"file_rego_versions":{"/new/*.rego":1}}"""), ("old.rego", Old), ("new/a.rego", "package q\n\ndeny contains 1 if true\n"));
        bundle.Modules.Select(module => (module.File, module.Version)).ShouldBe([("new/a.rego", RegoVersion.V1), ("old.rego", RegoVersion.V0)]);
        TestBundle.Problems(("old.rego", Old))[0].Id.ShouldBe(BundleFindings.ModuleMalformed);
        TestBundle.Read(new BundleReading { Version = RegoVersion.V0 }, ("old.rego", Old)).Modules.Count.ShouldBe(1);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_file()
    {
        var fault = Should.Throw<BundleException>(() => TestBundle.Read(
            new BundleReading { Name = "b" }, ("a.rego", "package a\n\nallow if {"), ("b.rego", "package b\np = "), ("c/data.json", "{"), ("d/data.yaml", "a: [")));
        fault.Findings.Select(finding => (finding.Id, finding.Location)).ShouldBe(
        [
            (BundleFindings.ModuleMalformed, "b/a.rego"), (BundleFindings.ModuleMalformed, "b/b.rego"),
            (BundleFindings.DataMalformed, "c/data.json"), (BundleFindings.DataMalformed, "d/data.yaml"),
        ]);
        fault.Errors.Select(error => error.Location.File).ShouldBe(["b/a.rego", "b/b.rego"]);
        fault.Errors.ShouldAllBe(error => error.Line != null);
    }

    [Fact]
    public void Data_and_packages_outside_the_roots_are_refused()
    {
        var problems = TestBundle.Problems(
            (".manifest", """{"roots":["a/b"]}"""), ("x.rego", "package a.bc"), ("y.rego", "package a.b.c"), ("a/data.json", """{"b": 1, "c": 2}"""), ("z/data.json", "{}"));
        problems.Select(finding => finding.Id).Distinct().ShouldBe([BundleFindings.OutsideRoots]);
        problems.Count.ShouldBe(3);
        problems[0].Location.ShouldBe("x.rego");
        problems[1].Message.ShouldContain("/a/c");
        problems[2].Message.ShouldContain("/z");
    }

    [Fact]
    public void Roots_that_overlap_are_refused()
    {
        TestBundle.Problems((".manifest", """{"roots":["a","a/b"]}"""))[0].Id.ShouldBe(BundleFindings.RootsOverlap);
        var (one, other) = (TestBundle.Read((".manifest", """{"roots":["/a/"]}"""), ("a/data.json", "{}")), TestBundle.Read((".manifest", """{"roots":["ab"]}"""), ("ab/data.json", """{"x":1}""")));
        BundleSet.Combine([new("one", one), new("other", other)]).Data.ToString().ShouldBe("""{"a":{},"ab":{"x":1}}""");
        var everything = TestBundle.Read(("p.rego", "package p"));
        Should.Throw<BundleException>(() => BundleSet.Combine([new("one", one), new("all", everything)])).Findings[0].Id.ShouldBe(BundleFindings.RootsOverlap);
    }

    [Theory]
    [InlineData("../a.rego")]
    [InlineData("a/../../b.rego")]
    [InlineData("a\\b.rego")]
    [InlineData("/")]
    public void Paths_that_leave_the_bundle_are_refused(string path) => TestBundle.Problems((path, "package a"))[0].Id.ShouldBe(BundleFindings.PathInvalid);

    [Fact]
    public void Two_files_of_one_path_or_one_place_are_refused()
    {
        TestBundle.Problems(("a.rego", "package a"), ("./a.rego", "package b"))[0].Id.ShouldBe(BundleFindings.PathInvalid);
        TestBundle.Problems(("data.json", """{"a":{"b":1}}"""), ("a/data.yaml", "b: 2"))[0].Id.ShouldBe(BundleFindings.DataConflict);
        TestBundle.Read(("data.json", """{"a":{"b":1}}"""), ("a/data.yaml", "c: 2")).Data.ToString().ShouldBe("""{"a":{"b":1,"c":2}}""");
        TestBundle.Problems(("a/data.json", "1"), ("a/b/data.yaml", "c: 2"))[0].Id.ShouldBe(BundleFindings.DataConflict);
        TestBundle.Problems(("data.json", "[1]"))[0].Id.ShouldBe(BundleFindings.DataMalformed);
    }

    [Fact]
    public void A_rule_where_data_lies_is_refused()
    {
        TestBundle.Problems(("p.rego", "package p\n\na.b := 1"), ("p/data.json", """{"a":{"b":2}}"""))[0].Message.ShouldContain("data path p/a/b");
        TestBundle.Read(("p.rego", "package p\n\na.b := 1"), ("p/data.json", """{"a":{"c":2}}""")).Modules.Count.ShouldBe(1);
    }

    [Fact]
    public void Data_of_many_files_is_put_together_in_one_go()
    {
        var bundle = TestBundle.Read([.. Enumerable.Range(0, 5000).Select(i => ($"all/{i}/data.json", $$"""{"n":{{i}}}"""))]);
        bundle.Data.ToString().Length.ShouldBeGreaterThan(60_000);
        bundle.DataFiles.Count.ShouldBe(5000);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"roots":1}""")]
    [InlineData("""{"roots":[1]}""")]
    [InlineData("""{"rego_version":2}""")]
    [InlineData("""{"revision":"a","revision":"b"}""")]
    [InlineData("""{"metadata":[]}""")]
    [InlineData("""{"file_rego_versions":{"[":1}}""")]
    public void A_bad_manifest_is_named(string manifest)
    {
        var problem = TestBundle.Problems((".manifest", manifest))[0];
        (problem.Id, problem.Location).ShouldBe((BundleFindings.ManifestMalformed, ".manifest"));
    }

    [Fact]
    public void A_delta_is_no_bundle() => TestBundle.Problems(("patch.json", """{"data":[]}"""))[0].Id.ShouldBe(BundleFindings.Unsupported);

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_is_in_memory()
    {
        var bomb = TestBundle.Archive(("a/data.json", new string(' ', 4 << 20)));
        bomb.Length.ShouldBeLessThan(1 << 16);
        (await TestBundle.ArchiveProblemsAsync(bomb, Limited(new() { FileBytes = 1 << 20 })))[0].Id.ShouldBe(BundleFindings.TooLarge);
        (await TestBundle.ArchiveProblemsAsync(bomb, Limited(new() { Bytes = 1 << 20 })))[0].Id.ShouldBe(BundleFindings.TooLarge);
        (await TestBundle.ArchiveProblemsAsync(bomb, Limited(new() { CompressedBytes = 100 })))[0].Id.ShouldBe(BundleFindings.TooLarge);
        var many = TestBundle.Archive([.. Enumerable.Range(0, 11).Select(i => ($"{i}.rego", $"package p{i}"))]);
        (await TestBundle.ArchiveProblemsAsync(many, Limited(new() { Files = 10 })))[0].Id.ShouldBe(BundleFindings.TooLarge);
        TestBundle.Problems(Limited(new() { PathLength = 10 }), ("aaaaaaaaaaa.rego", "package a"))[0].Id.ShouldBe(BundleFindings.PathInvalid);
    }

    [Fact]
    public async Task Damaged_archives_are_refused()
    {
        var archive = TestBundle.Archive(TestBundle.Small);
        var plain = TestBundle.Tar(TarEntryFormat.Ustar, TestBundle.Small);
        foreach (var damaged in (byte[][])[[], [1, 2, 3], [0x1f, 0x8b], archive[..^20], archive[..(archive.Length / 2)], plain[..700], [.. plain[..100], .. new byte[412]], new byte[1024]])
            (await TestBundle.ArchiveProblemsAsync(damaged)).ShouldAllBe(finding => finding.Id == BundleFindings.ArchiveMalformed);
        // Whatever bit is turned: an answer or a refusal, nothing else.
        for (var at = 0; at < plain.Length; at += 7)
        {
            var turned = (byte[])plain.Clone();
            turned[at] ^= 0x15;
            using var stream = new MemoryStream(turned);
            try
            {
                await BundleReader.ReadArchiveAsync(stream, BundleReading.Default, default);
            }
            catch (BundleException e)
            {
                e.Findings.ShouldNotBeEmpty();
            }
        }
    }

    [Fact]
    public async Task Links_are_refused()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "a.rego") { LinkName = "/etc/passwd" });
        (await TestBundle.ArchiveProblemsAsync(tar.ToArray()))[0].Id.ShouldBe(BundleFindings.Unsupported);
    }

    [Theory]
    [InlineData("data.json", '[')]
    [InlineData("data.yaml", '[')]
    public void Data_that_nests_without_end_is_refused(string name, char open)
    {
        var problem = TestBundle.Problems(($"a/{name}", new string(open, 100_000)))[0];
        problem.Id.ShouldBe(BundleFindings.DataMalformed);
    }

    private static BundleReading Limited(BundleLimits limits) => new() { Limits = limits };
}
