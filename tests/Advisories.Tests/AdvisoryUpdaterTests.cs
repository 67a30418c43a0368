using System.IO.Compression;
using System.Net;
using System.Text;
using Attestry.Advisories.Sources;
using Attestry.Vulnerabilities.Osv;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestry.Advisories.Tests;

public sealed class AdvisoryUpdaterTests : IAsyncLifetime
{
    /// <summary>A document that fixes CVE-2026-12 in sudo of release 9, packed by bzip2.</summary>
    private const string PackedOval =
        "QlpoOTFBWSZTWYFb6P4AAE+fgFAD+zcqRhlAv/ff4EABpduzmYanqCNCaekeoZMTI0Gh6EA0SZpqDRomag0AAAAankpoGQQ0NAAAAAkkUY1M0hlPTRqYAjPSIZMb8l9EkwSosyHieNVNEKWviaxvyNAR" +
        "vYY7JpIVR1Koynrege7QgKONqQiyYA3RPuSsSlJUA4puaAWUZ7JWw+3qtuTG0SOwwptMgRQG1NSwaGsYZ3tSVS/nTpuexrHOnH5aEMPZPYnyTHcqlIljOSMcY2F58Vq4tczgYP0WTcRLgT+QKxDTWkOE" +
        "kgSQSLb3BEil2ZxWudoEhcNhDkyxOBEgnsommn5smnH6gVY/qtimV7PZr3GT2GAw5UF7IZKWx9sIQoFgyKS2yxEw2kZLYKqyGgc/gxdeiIqUq4TMk1w8cqUptoqytlGMCRmlEEbbgUumKh5h71cQJoiZ" +
        "TTUBMLwVc54MdFSAbXIUmgpVkJXO0VEIyIsoqcsM1pRsfQjClUTomZmSUYL7QWLSKolELNdlIrlYsSbIl8WkGmuJrFITEglB4QcnOYUuiwgIQgpXkOqNFBNSmrgXB5rIj7arj/F3JFOFCQgVvo/g";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, byte[]> _served = [];
    private readonly List<string> _asked = [];
    private readonly HttpClient _client = new();
    private readonly AdvisoryFile _file;
    private readonly WebApplication _server;

    public AdvisoryUpdaterTests()
    {
        _file = AdvisoryFile.Open(_folder.File("advisories.db"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(ServeAsync);
    }

    private string Url => _server.Urls.Single();

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Takes_a_zip_in_whole_and_then_only_what_changed()
    {
        _served["/Go/all.zip"] = Zip(("A.json", Advisory.Json("A")), ("B.json", Advisory.Json("B")));
        var source = new AdvisorySource("go", "osv", Url + "/Go/all.zip");
        (await RefreshAsync(source)).ShouldSatisfyAllConditions(first => first.Outcome.ShouldBe(SourceOutcome.Replaced), first => first.Advisories.ShouldBe(2));

        _served["/Go/modified_id.csv"] = Encoding.UTF8.GetBytes("2026-03-03T00:00:00Z,B\n2026-03-01T00:00:00Z,A\n");
        _served["/Go/B.json"] = Encoding.UTF8.GetBytes(Advisory.Json("B", "1.9.0", day: 2));
        _asked.Clear();
        var second = await RefreshAsync(source);
        (second.Outcome, second.Advisories).ShouldBe((SourceOutcome.Amended, 2));
        second.Changed.ShouldBe([new("Go", "example.com/a")]);
        _asked.ShouldBe(["/Go/modified_id.csv", "/Go/B.json"]);
        (await RefreshAsync(source)).Outcome.ShouldBe(SourceOutcome.Unchanged);
        using var snapshot = _file.Read();
        snapshot.Modified.ShouldBe(Advisory.Day.AddDays(2));
    }

    [Fact]
    public async Task Without_a_list_of_changes_the_server_is_asked_whether_it_changed()
    {
        _served["/all.zip"] = Zip(("A.json", Advisory.Json("A")));
        var source = new AdvisorySource("go", "osv", Url + "/all.zip");
        await RefreshAsync(source);
        (await RefreshAsync(source)).Outcome.ShouldBe(SourceOutcome.Unchanged);
        _served["/all.zip"] = Zip(("A.json", Advisory.Json("A")), ("B.json", Advisory.Json("B")));
        (await RefreshAsync(source)).Outcome.ShouldBe(SourceOutcome.Replaced);
    }

    [Fact]
    public async Task A_source_that_fails_leaves_what_was_known_of_it()
    {
        _served["/all.zip"] = Zip(("A.json", Advisory.Json("A")));
        var source = new AdvisorySource("go", "osv", Url + "/all.zip");
        await RefreshAsync(source);
        _served.Clear();
        var report = await RefreshAsync(source);
        (report.Outcome, report.Advisories).ShouldBe((SourceOutcome.Failed, 1));
        report.Problem.ShouldNotBeNull().ShouldContain("404");
        using var snapshot = _file.Read();
        snapshot.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-03-03T00:00:00Z,../../secret\n")]
    [InlineData("2026-03-03T00:00:00Z,/secret\n")]
    [InlineData("2026-03-03T00:00:00Z,a//b\n")]
    [InlineData("2026-03-03T00:00:00Z,http://evil.example/x?\n")]
    [InlineData("no time,A\n")]
    [InlineData("2026-03-03T00:00:00Z\n")]
    public async Task A_list_of_changes_that_leads_elsewhere_is_refused(string csv)
    {
        _served["/all.zip"] = Zip(("A.json", Advisory.Json("A")));
        var source = new AdvisorySource("go", "osv", Url + "/all.zip");
        await RefreshAsync(source);
        _served["/modified_id.csv"] = Encoding.UTF8.GetBytes(csv);
        _asked.Clear();
        var report = await RefreshAsync(source);
        report.Outcome.ShouldBe(SourceOutcome.Failed);
        report.Problem.ShouldNotBeNull().ShouldContain("Line 1");
        _asked.ShouldBe(["/modified_id.csv"]);
    }

    [Fact]
    public async Task Files_and_folders_of_this_machine_are_sources_too()
    {
        Directory.CreateDirectory(_folder.File("osv/sub"));
        File.WriteAllText(_folder.File("osv/A.json"), Advisory.Json("A"));
        File.WriteAllText(_folder.File("osv/sub/B.json"), Advisory.Json("B"));
        File.WriteAllText(_folder.File("osv/readme.txt"), "no advisory");
        File.WriteAllBytes(_folder.File("go.zip"), Zip(("C.json", Advisory.Json("C"))));
        (await RefreshAsync(new("folder", "osv", _folder.File("osv")))).Advisories.ShouldBe(2);
        var zip = new AdvisorySource("zip", "osv", _folder.File("go.zip"));
        (await RefreshAsync(zip)).Outcome.ShouldBe(SourceOutcome.Replaced);
        File.SetLastWriteTimeUtc(_folder.File("go.zip"), new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        (await RefreshAsync(zip)).Outcome.ShouldBe(SourceOutcome.Unchanged);
        (await RefreshAsync(new("none", "osv", _folder.File("none")))).Problem.ShouldNotBeNull().ShouldContain("none");
    }

    [Fact]
    public async Task Each_kind_is_taken_in()
    {
        Write("alpine.json", """{"distroversion":"v3.22","reponame":"main","packages":[{"pkg":{"name":"busybox","secfixes":{"1.37.0-r5":["CVE-2026-10"]}}}]}""");
        Write("debian.json", """{"zlib":{"CVE-2026-11":{"releases":{"bookworm":{"status":"open","urgency":"low"}}}}}""");
        Write("kev.json", """{"vulnerabilities":[{"cveID":"CVE-2026-10","dateAdded":"2026-02-03"}]}""");
        using (var gzip = new GZipStream(File.Create(_folder.File("epss.csv.gz")), CompressionMode.Compress))
            gzip.Write("#model\ncve,epss,percentile\nCVE-2026-11,0.5,0.9\n"u8);
        File.WriteAllBytes(_folder.File("rhel-9.oval.xml.bz2"), Convert.FromBase64String(PackedOval));
        foreach (var (kind, file) in new[] { ("alpine", "alpine.json"), ("debian", "debian.json"), ("oval", "rhel-9.oval.xml.bz2"), ("kev", "kev.json"), ("epss", "epss.csv.gz") })
            (await RefreshAsync(new(kind, kind, _folder.File(file)))).ShouldSatisfyAllConditions(report => report.Outcome.ShouldBe(SourceOutcome.Replaced, report.Problem), report => report.Advisories.ShouldBe(1));
        using var snapshot = _file.Read();
        snapshot.Find(new("Alpine:v3.22", "busybox")).ShouldHaveSingleItem().Aliases.ShouldBe(["CVE-2026-10"]);
        snapshot.Find(new("Debian:12", "zlib")).ShouldHaveSingleItem().Affected.ShouldHaveSingleItem().Urgency.ShouldBe("low");
        snapshot.Find(new("Red Hat:9", "sudo")).ShouldHaveSingleItem().Id.ShouldBe("RHSA-2026:1/CVE-2026-12@enterprise_linux:9");
        snapshot.Exploited(["CVE-2026-10"]).ShouldNotBeNull();
        snapshot.Probability(["CVE-2026-11"]).ShouldNotBeNull().Probability.ShouldBe(0.5);
    }

    [Fact]
    public async Task A_kind_that_is_not_known_is_a_mistake_of_the_caller() =>
        (await Should.ThrowAsync<ArgumentException>(() => RefreshAsync(new("x", "cvrf", "x")))).Message.ShouldContain("osv, alpine, debian, csaf, oval, kev, epss");

    [Theory]
    [InlineData("debian", "[]")]
    [InlineData("alpine", "{}")]
    [InlineData("kev", "{}")]
    [InlineData("epss", "a,b,c\n")]
    [InlineData("osv", "not json")]
    [InlineData("csaf", "{}")]
    [InlineData("oval", "<html/>")]
    public async Task What_is_of_another_kind_says_so(string kind, string content)
    {
        Write("content", content);
        var report = await RefreshAsync(new("x", kind, _folder.File("content")));
        (report.Problem is not null || report.Findings.Count == 1).ShouldBeTrue();
        report.Advisories.ShouldBe(0);
    }

    private void Write(string name, string content) => File.WriteAllText(_folder.File(name), content);

    private Task<SourceReport> RefreshAsync(AdvisorySource source) => new AdvisoryUpdater(_file, _client, TimeProvider.System).RefreshAsync(source);

    private async Task ServeAsync(HttpContext context)
    {
        _asked.Add(context.Request.Path);
        if (!_served.TryGetValue(context.Request.Path, out var content))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var tag = $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await context.Response.Body.WriteAsync(content);
    }

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }
        return bytes.ToArray();
    }
}
