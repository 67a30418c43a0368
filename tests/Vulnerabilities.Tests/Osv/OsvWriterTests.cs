using Attestry.Vulnerabilities.Advisories;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Tests.Osv;

public sealed class OsvWriterTests
{
    [Fact]
    public void Everything_that_is_read_is_written()
    {
        var advisory = Advisory.Of(
            """{"introduced":"0"},{"last_affected":"1.0"},{"introduced":"2"},{"fixed":"2.1"},{"limit":"*"}""",
            type: "UNHEARD",
            versions: "\"0.9\"",
            more: """
                , "published": "2026-01-01T00:00:00.123Z", "withdrawn": "2026-02-01T00:00:00Z", "aliases": ["CVE-1"], "upstream": ["CVE-2"], "summary": "é \" <",
                "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/…" }], "database_specific": { "severity": "HIGH" }
                """);
        var again = OsvReader.Read(OsvWriter.Write(advisory)).Advisory.ShouldNotBeNull();
        again.ShouldBeEquivalentTo(advisory);
        OsvWriter.Write(again).ShouldBe(OsvWriter.Write(advisory));
    }

    [Fact]
    public void The_whole_Go_database_survives()
    {
        if (Corpora.Path("osv-go.zip") is not { } path)
            return;
        using var zip = File.OpenRead(path);
        var count = 0;
        foreach (var advisory in AdvisoryArchive.Read(zip).Select(reading => reading.Advisory!))
        {
            var written = OsvWriter.Write(advisory);
            OsvWriter.Write(OsvReader.Read(written).Advisory.ShouldNotBeNull()).ShouldBe(written);
            count++;
        }
        count.ShouldBe(4291);
    }
}
