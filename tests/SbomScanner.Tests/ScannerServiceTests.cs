using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Contracts.Messages;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sbom.Catalogers;
using Attestry.Sbom.Tests;
using Attestry.Sbom.Tests.Layers;
using Attestry.Storage;

namespace Attestry.SbomScanner.Tests;

/// <summary>Messages in, evidence and messages out, over the bus.</summary>
public sealed class ScannerServiceTests
{
    [Fact]
    public async Task A_pushed_image_gets_its_evidences()
    {
        await using var host = await ScannerHost.StartAsync();
        var image = host.Registry.Image("app", "amd64", Base(), App("shop", "1.0"));
        var id = await host.KnowAsync(image.Digest);
        await host.PublishAsync(new ArtifactResolved(id, image.Digest, ArtifactKind.Image));

        var recorded = await host.AnnouncedAsync(id, EvidenceKinds.Sbom);
        (recorded.Producer, recorded.Verdict).ShouldBe(("sbom-scanner", Verdict.Passed));
        var sbom = (await host.EvidenceAsync(id, EvidenceKinds.Sbom))!;
        (sbom.Content, sbom.Verdict, sbom.Subject, sbom.Findings.Count).ShouldBe((recorded.Content, Verdict.Passed, image.Digest, 0));
        var content = await host.ContentAsync<SbomEvidence>(id, EvidenceKinds.Sbom);
        (content.Verdict, content.Result.Cataloger).ShouldBe((Verdict.Passed, CatalogerTable.Version));
        var platform = content.Result.Platforms.ShouldHaveSingleItem();
        (platform.Image, platform.Platform, platform.Distribution).ShouldBe((image.Digest, "linux/amd64", "alpine 3.20"));
        platform.Packages.Select(p => (p.Purl, p.Type, p.FoundBy)).ShouldBe(
            [("pkg:apk/alpine/musl@1?arch=x86_64&distro=alpine-3.20", "apk", "apk"), ("pkg:pypi/shop@1.0", "pypi", "python-metadata")]);

        sbom.Files.Select(f => (f.Name, f.MediaType)).ShouldBe([("spdx", "application/spdx+json"), ("cyclonedx", "application/vnd.cyclonedx+json")]);
        foreach (var file in sbom.Files)
        {
            var bytes = await host.BytesAsync(file.Digest);
            bytes.LongLength.ShouldBe(file.Size);
            Encoding.UTF8.GetString(bytes).ShouldContain("pkg:pypi/shop@1.0");
        }

        await host.AnnouncedAsync(id, EvidenceKinds.Hygiene);
        var hygiene = await host.ContentAsync<HygieneEvidence>(id, EvidenceKinds.Hygiene);
        hygiene.Verdict.ShouldBe(Verdict.Passed);
        var made = hygiene.Result.Platforms.ShouldHaveSingleItem();
        (made.Image, made.Platform, made.User, made.RunsAsRoot).ShouldBe((image.Digest, "linux/amd64", "app", false));
        made.Layers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_image_is_recognised_by_the_layers_of_one_that_was_scanned_before()
    {
        await using var host = await ScannerHost.StartAsync();
        var below = host.Registry.Image("", "amd64", Base());
        var belowId = await host.KnowAsync(below.Digest);
        await host.PublishAsync(new ArtifactResolved(belowId, below.Digest, ArtifactKind.Image));
        await host.AnnouncedAsync(belowId, EvidenceKinds.Hygiene);
        (await host.ContentAsync<HygieneEvidence>(belowId, EvidenceKinds.Hygiene)).Result.Platforms[0].Base.ShouldBeNull();

        var image = host.Registry.Image("app", "amd64", Base(), App("shop", "1.0"));
        var id = await host.KnowAsync(image.Digest);
        await host.PublishAsync(new ArtifactResolved(id, image.Digest, ArtifactKind.Image));
        await host.AnnouncedAsync(id, EvidenceKinds.Hygiene);
        var found = (await host.ContentAsync<HygieneEvidence>(id, EvidenceKinds.Hygiene)).Result.Platforms[0].Base.ShouldNotBeNull();
        (found.Name, found.Digest, found.Layers, found.Confidence, found.Claimed).ShouldBe((belowId[..belowId.IndexOf('@', StringComparison.Ordinal)], below.Digest, 1, 90, false));
    }

    [Fact]
    public async Task A_digest_that_a_host_measured_leads_to_the_artifacts_that_brought_the_file()
    {
        await using var host = await ScannerHost.StartAsync();
        var program = SyntheticGo.Inline();
        var image = host.Registry.Image("app", "amd64", Base(), new TestLayer().File("usr/bin/tool", program, executable: true).File("opt/copy", program));
        var id = await host.KnowAsync(image.Digest);
        await host.PublishAsync(new ArtifactResolved(id, image.Digest, ArtifactKind.Image));
        await host.AnnouncedAsync(id, EvidenceKinds.Executables);

        var measured = Digest.Sha256(program);
        var found = (await host.Store.Collection(Collections.Executables).QueryAsync(new("by_file", measured.Text), default)).Items.ShouldHaveSingleItem().Document;
        found.Paths.ShouldBe(["opt/copy", "usr/bin/tool"]);
        var uses = await host.Store.Collection(Collections.LayerUses).QueryAsync(new("by_layer", found.Layer.Text), default);
        uses.Items.ShouldHaveSingleItem().Document.Artifact.ShouldBe(id);
        var platform = (await host.ContentAsync<ExecutablesEvidence>(id, EvidenceKinds.Executables)).Result.Platforms.ShouldHaveSingleItem();
        platform.Files.Select(f => (f.Path, f.Digest, f.Layer, f.Size)).ShouldBe([("opt/copy", measured, found.Layer, program.Length), ("usr/bin/tool", measured, found.Layer, program.Length)]);
        platform.Files[0].Segments.ShouldHaveSingleItem().Pages.ShouldBe(1);
    }

    [Fact]
    public async Task The_platforms_of_an_index_each_get_files_of_their_own()
    {
        await using var host = await ScannerHost.StartAsync();
        var index = host.Registry.Index(host.Registry.Image("", "amd64", Base()), host.Registry.Image("0:0", "arm64", Base(), App("x", "1")));
        var id = await host.KnowAsync(index.Digest, ArtifactKind.Index);
        await host.PublishAsync(new ArtifactResolved(id, index.Digest, ArtifactKind.Index));

        await host.AnnouncedAsync(id, EvidenceKinds.Hygiene);
        (await host.EvidenceAsync(id, EvidenceKinds.Sbom))!.Files.Select(f => f.Name).ShouldBe(["spdx-linux-amd64", "cyclonedx-linux-amd64", "spdx-linux-arm64", "cyclonedx-linux-arm64"]);
        (await host.ContentAsync<HygieneEvidence>(id, EvidenceKinds.Hygiene)).Result.Platforms.Select(p => (p.Platform, p.RunsAsRoot)).ShouldBe([("linux/amd64", true), ("linux/arm64", true)]);
        host.Registry.LayersServed.ShouldBe(2);
    }

    [Fact]
    public async Task A_layer_is_read_once_and_the_same_scan_gives_the_same_content()
    {
        await using var host = await ScannerHost.StartAsync();
        var first = host.Registry.Image("1", "amd64", Base(), App("a", "1"));
        var second = host.Registry.Image("1", "amd64", Base(), App("b", "1"));
        var (one, two) = (await host.KnowAsync(first.Digest), await host.KnowAsync(second.Digest));
        await host.PublishAsync(new ArtifactResolved(one, first.Digest, ArtifactKind.Image));
        var before = await host.AnnouncedAsync(one, EvidenceKinds.Sbom);
        await host.PublishAsync(new ArtifactResolved(two, second.Digest, ArtifactKind.Image));
        await host.AnnouncedAsync(two, EvidenceKinds.Sbom);
        host.Registry.LayersServed.ShouldBe(3);

        await host.PublishAsync(new EvidenceRequested(one, EvidenceKinds.Hygiene, 1));
        (await host.AnnouncedAsync(one, EvidenceKinds.Sbom)).Content.ShouldBe(before.Content);
        host.Registry.LayersServed.ShouldBe(3);
        (await host.Store.Collection(Collections.Layers).GetAsync($"{Digest.Sha256(Base().Build().Compressed)}|{CatalogerTable.Version}", default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_image_that_is_gone_fails_and_heals_when_it_is_back()
    {
        await using var host = await ScannerHost.StartAsync();
        var image = host.Registry.Image("1", "amd64", Base());
        var id = await host.KnowAsync(image.Digest);
        host.Registry.Remove(image.Digest);
        await host.PublishAsync(new ArtifactResolved(id, image.Digest, ArtifactKind.Image));
        (await host.AnnouncedAsync(id, EvidenceKinds.Sbom)).Verdict.ShouldBe(Verdict.Failed);
        (await host.EvidenceAsync(id, EvidenceKinds.Sbom))!.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.ManifestMissing);
        (await host.EvidenceAsync(id, EvidenceKinds.Hygiene))!.Verdict.ShouldBe(Verdict.Failed);

        host.Registry.Image("1", "amd64", Base()).Digest.ShouldBe(image.Digest);
        await host.PublishAsync(new EvidenceRequested(id, EvidenceKinds.Sbom, 1));
        (await host.AnnouncedAsync(id, EvidenceKinds.Sbom)).Verdict.ShouldBe(Verdict.Passed);
    }

    [Fact]
    public async Task A_registry_that_falters_is_asked_again()
    {
        await using var host = await ScannerHost.StartAsync(time: new HastyTime());
        var image = host.Registry.Image("1", "amd64", Base());
        var id = await host.KnowAsync(image.Digest);
        host.Registry.Faults = 6;
        await host.PublishAsync(new ArtifactResolved(id, image.Digest, ArtifactKind.Image));
        (await host.AnnouncedAsync(id, EvidenceKinds.Sbom)).Verdict.ShouldBe(Verdict.Passed);
    }

    [Fact]
    public async Task A_registry_that_is_not_configured_is_a_finding()
    {
        await using var host = await ScannerHost.StartAsync();
        var digest = Digest.Sha256("elsewhere"u8);
        var id = await host.KnowAsync(digest, registry: "elsewhere.test");
        await host.PublishAsync(new ArtifactResolved(id, digest, ArtifactKind.Image));
        (await host.AnnouncedAsync(id, EvidenceKinds.Sbom)).Verdict.ShouldBe(Verdict.Failed);
        (await host.EvidenceAsync(id, EvidenceKinds.Sbom))!.Findings.ShouldHaveSingleItem().Id.ShouldBe(SbomFindings.RegistryUnknown);
    }

    [Fact]
    public async Task What_is_no_image_or_not_asked_of_this_service_is_left_alone()
    {
        await using var host = await ScannerHost.StartAsync();
        var image = host.Registry.Image("1", "amd64", Base());
        var referrer = await host.KnowAsync(Digest.Sha256("signature"u8), ArtifactKind.Referrer);
        var id = await host.KnowAsync(image.Digest);
        await host.PublishAsync(new ArtifactResolved(referrer, Digest.Sha256("signature"u8), ArtifactKind.Referrer));
        await host.PublishAsync(new EvidenceRequested(id, EvidenceKinds.Signatures, 1));
        await host.PublishAsync(new EvidenceRequested(referrer, EvidenceKinds.Sbom, 1));
        await host.PublishAsync(new EvidenceRequested("registry/unknown@" + image.Digest, EvidenceKinds.Sbom, 1));
        (await host.Check.RunAsync(referrer, default)).ShouldBeEmpty();
        // The last message of the same queue is answered alone.
        await host.PublishAsync(new EvidenceRequested(id, EvidenceKinds.Sbom, 1));
        foreach (var kind in new[] { EvidenceKinds.Sbom, EvidenceKinds.Hygiene, EvidenceKinds.Executables })
            await host.AnnouncedAsync(id, kind);
        host.OtherAnnouncements().ShouldBeEmpty();
        (await host.EvidenceAsync(referrer, EvidenceKinds.Sbom)).ShouldBeNull();
    }

    [Fact]
    public async Task An_older_scan_never_overwrites_a_newer_one()
    {
        await using var host = await ScannerHost.StartAsync();
        var image = host.Registry.Image("1", "amd64", Base());
        var id = await host.KnowAsync(image.Digest);
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Check.RunAsync(id, default)));
        host.Registry.LayersServed.ShouldBe(1);
        runs.SelectMany(r => r).Where(r => r.Kind == EvidenceKinds.Sbom).Select(r => r.Content).Distinct().ShouldHaveSingleItem();
        (await host.EvidenceAsync(id, EvidenceKinds.Sbom))!.Verdict.ShouldBe(Verdict.Passed);
    }

    [Fact]
    public async Task Counts_what_it_read_and_what_it_knew()
    {
        await using var host = await ScannerHost.StartAsync();
        var totals = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Attestry.SbomScanner" && instrument.Meter.Scope == host.Meters)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => totals.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => totals.AddOrUpdate(instrument.Name, 1, (_, count) => count + 1));
        listener.Start();
        var image = host.Registry.Image("1", "amd64", Base(), App("a", "1"));
        var id = await host.KnowAsync(image.Digest);
        await host.Check.RunAsync(id, default);
        await host.Check.RunAsync(id, default);
        (totals["attestry.sbom.layers.scanned"], totals["attestry.sbom.layers.cached"], totals["attestry.sbom.scan.duration"]).ShouldBe((2, 2, 2));
        totals["attestry.sbom.layers.read"].ShouldBe(Base().Build().Compressed.Length + App("a", "1").Build().Compressed.Length);
    }

    [Fact]
    public async Task Bad_layers_fail_and_say_why()
    {
        await using var host = await ScannerHost.StartAsync();
        var image = host.Registry.Image("1", "amd64", Base(), new TestLayer().File("var/lib/dpkg/status", "garbage").File("bin/x", SyntheticGo.Inline(), executable: true));
        var id = await host.KnowAsync(image.Digest);
        (await host.Check.RunAsync(id, default)).ShouldAllBe(r => r.Verdict == (r.Kind == EvidenceKinds.Executables ? Verdict.Passed : Verdict.Failed));
        var content = await host.ContentAsync<SbomEvidence>(id, EvidenceKinds.Sbom);
        (content.Verdict, content.Findings.ShouldHaveSingleItem().Id).ShouldBe((Verdict.Failed, SbomFindings.SourceMalformed));
        content.Result.Platforms[0].Packages.ShouldContain(p => p.Purl == "pkg:golang/stdlib@1.22.1");
    }

    private static TestLayer Base() => new TestLayer()
        .File("etc/os-release", "ID=alpine\nVERSION_ID=3.20\n")
        .File("etc/passwd", "root:x:0:0::/:\napp:x:1000:1000::/:\n")
        .File("lib/apk/db/installed", "P:musl\nV:1\nA:x86_64\n");

    private static TestLayer App(string name, string version) => new TestLayer().File($"app/{name}.dist-info/METADATA", $"Name: {name}\nVersion: {version}\n");
}
