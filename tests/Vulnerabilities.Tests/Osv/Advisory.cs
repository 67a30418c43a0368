using System.Text;
using Attestry.Vulnerabilities.Osv;

namespace Attestry.Vulnerabilities.Tests.Osv;

/// <summary>Advisories as their databases write them, with only what a test is about.</summary>
internal static class Advisory
{
    internal static OsvAdvisory Read(string json)
    {
        var reading = OsvReader.Read(Encoding.UTF8.GetBytes(json));
        reading.Problem.ShouldBeNull();
        return reading.Advisory.ShouldNotBeNull();
    }

    /// <param name="events">Inside the list: <c>{"introduced":"0"},{"fixed":"1.2"}</c>.</param>
    internal static OsvAdvisory Of(
        string events, string ecosystem = "Go", string name = "example.com/a", string type = "SEMVER", string id = "X-1", string more = "", string versions = "") => Read($$"""
        {
          "id": "{{id}}", "modified": "2026-01-02T03:04:05Z",
          "affected": [{ "package": { "ecosystem": "{{ecosystem}}", "name": "{{name}}" }, "ranges": [{ "type": "{{type}}", "events": [{{events}}] }], "versions": [{{versions}}] }]
          {{more}}
        }
        """);
}
