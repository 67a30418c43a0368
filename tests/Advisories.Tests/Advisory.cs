using System.Text;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Advisories.Tests;

/// <summary>Advisories with only what a test is about.</summary>
internal static class Advisory
{
    internal static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    internal static string Json(string id, string fixedIn = "1.2.0", int day = 0, string name = "example.com/a", string more = "", string ecosystem = "Go") => $$"""
        {
          "id": "{{id}}", "modified": "{{Day.AddDays(day):yyyy-MM-dd'T'HH:mm:ss'Z'}}", "aliases": ["CVE-{{id}}"],
          "affected": [{ "package": { "ecosystem": "{{ecosystem}}", "name": "{{name}}" }, "ranges": [{ "type": "{{(ecosystem == "Go" ? "SEMVER" : "ECOSYSTEM")}}", "events": [{ "introduced": "0" }, { "fixed": "{{fixedIn}}" }] }] }]
          {{more}}
        }
        """;

    internal static OsvReading Reading(string id, string fixedIn = "1.2.0", int day = 0, string name = "example.com/a", string more = "", string ecosystem = "Go") =>
        OsvReader.Read(Encoding.UTF8.GetBytes(Json(id, fixedIn, day, name, more, ecosystem)));
}
