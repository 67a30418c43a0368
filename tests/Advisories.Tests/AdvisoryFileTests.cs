using Attestry.Primitives.Findings;
using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Feeds;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Advisories.Tests;

public sealed class AdvisoryFileTests : IDisposable
{
    private static readonly OsvPackage Package = new("Go", "example.com/a");

    private readonly TemporaryFolder _folder = new();
    private readonly AdvisoryFile _file;

    public AdvisoryFileTests() => _file = AdvisoryFile.Open(_folder.File("advisories.db"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finds_what_was_taken_in()
    {
        Replace("go", [Advisory.Reading("A"), Advisory.Reading("B", name: "example.com/b")]).ShouldBe([new("Go", "example.com/a"), new("Go", "example.com/b")], ignoreOrder: true);
        using var snapshot = _file.Read();
        snapshot.Count.ShouldBe(2);
        snapshot.Modified.ShouldBe(Advisory.Day);
        snapshot.Find(Package).ShouldHaveSingleItem().Id.ShouldBe("A");
        snapshot.Find(new("npm", "example.com/a")).ShouldBeEmpty();
        VulnerabilityMatcher.Match(snapshot, Package, "v1.1.0").ShouldHaveSingleItem().FixedIn.ShouldBe("1.2.0");
        VulnerabilityMatcher.Match(snapshot, Package, "v1.2.0").ShouldBeEmpty();
        var source = snapshot.Sources.ShouldHaveSingleItem();
        source.ShouldBe(new("go", "osv", Advisory.Day.AddDays(9), Advisory.Day, 2, "tag"));
    }

    [Fact]
    public void A_reader_sees_nothing_of_an_update_that_goes_on_beside_it()
    {
        Replace("go", [Advisory.Reading("A")]);
        using var before = _file.Read();
        using (var update = _file.Update())
        {
            update.Replace("go", "osv", [Advisory.Reading("A", "1.3.0", day: 1), Advisory.Reading("B")], Advisory.Day);
            before.Find(Package).ShouldHaveSingleItem();
            using (var during = _file.Read())
                during.Find(Package).ShouldHaveSingleItem();
            update.Commit();
        }
        before.Find(Package).ShouldHaveSingleItem().Modified.ShouldBe(Advisory.Day);
        using var after = _file.Read();
        after.Find(Package).Select(advisory => (advisory.Id, advisory.Modified)).ShouldBe([("A", Advisory.Day.AddDays(1)), ("B", Advisory.Day)]);
    }

    [Fact]
    public void What_changed_stays_pending_until_it_is_done_and_longer_when_it_changed_again()
    {
        Replace("go", [Advisory.Reading("A"), Advisory.Reading("B", name: "example.com/b")]);
        var changes = _file.Pending();
        changes.Packages.ShouldBe([new("Go", "example.com/a"), new("Go", "example.com/b")], ignoreOrder: true);
        Replace("go", [Advisory.Reading("A", "1.3.0", day: 1), Advisory.Reading("B", name: "example.com/b")]);
        _file.Done(changes);
        _file.Pending().Packages.ShouldBe([Package]);
        _file.Done(_file.Pending());
        _file.Pending().Packages.ShouldBeEmpty();
        Replace("go", [Advisory.Reading("A", "1.3.0", day: 1), Advisory.Reading("B", name: "example.com/b")]);
        _file.Pending().Packages.ShouldBeEmpty();
    }

    [Fact]
    public void An_update_that_is_not_committed_leaves_nothing()
    {
        using (var update = _file.Update())
            update.Replace("go", "osv", [Advisory.Reading("A")], Advisory.Day);
        using var snapshot = _file.Read();
        snapshot.Count.ShouldBe(0);
        snapshot.Sources.ShouldBeEmpty();
        snapshot.Modified.ShouldBeNull();
    }

    [Fact]
    public void Replacing_a_source_removes_what_it_has_no_more_and_nothing_of_others()
    {
        Replace("go", [Advisory.Reading("A"), Advisory.Reading("B", name: "example.com/b")]);
        Replace("own", [Advisory.Reading("C")]);
        Replace("go", [Advisory.Reading("A")]).ShouldBe([new("Go", "example.com/b")]);
        using var snapshot = _file.Read();
        snapshot.Find(Package).Select(advisory => advisory.Id).ShouldBe(["A", "C"]);
        snapshot.Find(new("Go", "example.com/b")).ShouldBeEmpty();
        snapshot.Sources.Select(source => (source.Name, source.Advisories)).ShouldBe([("go", 1), ("own", 1)]);
    }

    [Fact]
    public void What_cannot_be_read_is_a_finding_and_removes_nothing()
    {
        Replace("go", [Advisory.Reading("A")]);
        using (var update = _file.Update())
        {
            update.Replace("go", "osv", [OsvReader.Read("{}"u8.ToArray(), "A.json")], Advisory.Day);
            update.Commit();
            update.Findings.ShouldHaveSingleItem().Id.ShouldBe(VulnerabilityFindings.AdvisoryMalformed);
        }
        using var snapshot = _file.Read();
        snapshot.Find(Package).ShouldHaveSingleItem();
    }

    [Fact]
    public void Only_what_says_something_else_is_a_change()
    {
        Replace("go", [Advisory.Reading("A")]);
        Replace("go", [Advisory.Reading("A")]).ShouldBeEmpty();
        Replace("go", [Advisory.Reading("A", day: 1)]).ShouldBeEmpty();
        Replace("go", [Advisory.Reading("A", "1.1.0")]).ShouldBeEmpty("it was modified before what is known");
        Replace("go", [Advisory.Reading("A", "1.3.0", day: 2)]).ShouldBe([Package]);
        Replace("go", [Advisory.Reading("A", "1.3.0", day: 3, name: "example.com/b")]).ShouldBe([Package, new("Go", "example.com/b")], ignoreOrder: true);
    }

    [Fact]
    public void A_withdrawn_advisory_goes()
    {
        Replace("go", [Advisory.Reading("A")]);
        Replace("go", [Advisory.Reading("A", day: 1, more: """, "withdrawn": "2026-03-02T00:00:00Z" """)]).ShouldBe([Package]);
        using var snapshot = _file.Read();
        snapshot.Count.ShouldBe(0);
        snapshot.Find(Package).ShouldBeEmpty();
    }

    [Fact]
    public void An_entry_without_a_release_speaks_about_every_release()
    {
        Replace("debian", [Advisory.Reading("A", ecosystem: "Debian", name: "zlib", fixedIn: "1.2"), Advisory.Reading("B", ecosystem: "Debian:12", name: "zlib", fixedIn: "1.3")]);
        using var snapshot = _file.Read();
        snapshot.Find(new("Debian:12", "zlib")).Select(advisory => advisory.Id).ShouldBe(["A", "B"]);
        snapshot.Find(new("Debian:13", "zlib")).Select(advisory => advisory.Id).ShouldBe(["A"]);
    }

    [Fact]
    public void Knows_what_is_exploited_and_how_likely_that_is()
    {
        using (var update = _file.Update())
        {
            update.Replace("kev", "kev", [new ExploitedVulnerability("CVE-1", new(2026, 1, 2))], Advisory.Day);
            update.Replace("epss", "epss", [new ExploitProbability("CVE-1", 0.2, 0.9), new("CVE-2", 0.7, 0.99)], Advisory.Day);
            update.Commit();
        }
        using var snapshot = _file.Read();
        snapshot.Exploited(["GHSA-1", "CVE-1"]).ShouldBe(new("CVE-1", new(2026, 1, 2)));
        snapshot.Exploited(["CVE-2"]).ShouldBeNull();
        snapshot.Probability(["CVE-1", "CVE-2"]).ShouldBe(new("CVE-2", 0.7, 0.99));
        snapshot.Probability([]).ShouldBeNull();
        snapshot.Sources.Select(source => (source.Name, source.Advisories)).ShouldBe([("epss", 2), ("kev", 1)]);
    }

    [Fact]
    public void A_file_of_something_else_is_refused_and_left_alone()
    {
        var path = _folder.File("other.db");
        File.WriteAllText(path, new string('x', 10_000));
        Should.Throw<InvalidDataException>(() => AdvisoryFile.Open(path)).Message.ShouldContain("other.db");
        File.ReadAllText(path).Length.ShouldBe(10_000);
    }

    [Fact]
    public void Agrees_with_the_index_in_memory_on_the_whole_Go_database()
    {
        if (Corpora.Path("osv-go.zip") is not { } path)
            return;
        AdvisoryIndex index;
        using (var zip = File.OpenRead(path))
            index = new AdvisoryIndexBuilder().AddArchive(zip).Build();
        using (var zip = File.OpenRead(path))
            Replace("go", AdvisoryArchive.Read(zip)).Count.ShouldBe(index.Packages);
        using var snapshot = _file.Read();
        snapshot.Count.ShouldBe(index.Count);
        snapshot.Modified.ShouldBe(index.Modified);
        foreach (var (module, version) in new[] { ("stdlib", "go1.20.0"), ("google.golang.org/protobuf", "v1.32.0"), ("golang.org/x/crypto", "v0.1.0"), ("github.com/docker/docker", "v20.10.0+incompatible") })
        {
            var expected = VulnerabilityMatcher.Match(index, new("Go", module), version);
            expected.ShouldNotBeEmpty();
            VulnerabilityMatcher.Match(snapshot, new("Go", module), version).Select(match => (match.Id, match.FixedIn, match.Severity, match.Summary))
                .ShouldBe(expected.Select(match => (match.Id, match.FixedIn, match.Severity, match.Summary)));
        }
    }

    private IReadOnlySet<OsvPackage> Replace(string source, IEnumerable<OsvReading> readings)
    {
        using var update = _file.Update();
        update.Replace(source, "osv", readings, Advisory.Day.AddDays(9), "tag");
        update.Commit();
        return update.Changed;
    }
}
