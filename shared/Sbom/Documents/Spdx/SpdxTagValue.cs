using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Attestry.Sbom.Catalogers;

namespace Attestry.Sbom.Documents.Spdx;

/// <summary>SPDX 2's tag-value text (SPDX 2.3 §6 ff.), translated to the shape that it has in JSON.</summary>
internal static class SpdxTagValue
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["SPDXID"] = "SPDXID",
        ["PackageVersion"] = "versionInfo",
        ["PackageSupplier"] = "supplier",
        ["PackageDownloadLocation"] = "downloadLocation",
        ["PackageHomePage"] = "homepage",
        ["PackageLicenseDeclared"] = "licenseDeclared",
        ["PackageLicenseConcluded"] = "licenseConcluded",
        ["PackageCopyrightText"] = "copyrightText",
        ["PackageSummary"] = "summary",
        ["PackageDescription"] = "description",
        ["PackageComment"] = "comment",
        ["PrimaryPackagePurpose"] = "primaryPackagePurpose",
        ["LicenseConcluded"] = "licenseConcluded",
        ["FileCopyrightText"] = "copyrightText",
        ["LicenseName"] = "name",
        ["ExtractedText"] = "extractedText",
    };

    internal static bool Begins(ReadOnlyMemory<byte> bytes)
    {
        var lines = new LineReader(bytes.Span);
        while (lines.TryRead(out var line))
        {
            if (line.Trim(" \t"u8) is not ([] or [(byte)'#', ..]))
                return line.StartsWith("SPDXVersion:"u8);
        }
        return false;
    }

    internal static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        var parser = new Parser();
        string? open = null;
        var text = new StringBuilder();
        foreach (var raw in Encoding.UTF8.GetString(bytes.Span).Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            if (open is null)
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (line.Length == 0 || line[0] == '#' || string.IsNullOrWhiteSpace(line))
                    continue;
                if (colon <= 0)
                    throw new JsonException("a line is no tag with a value");
                var (tag, value) = (line[..colon].Trim(), line[(colon + 1)..].Trim());
                if (!value.StartsWith("<text>", StringComparison.Ordinal))
                {
                    parser.Take(tag, value);
                    continue;
                }
                (open, line) = (tag, value["<text>".Length..]);
            }
            // <text> … </text> may span lines.
            if (line.IndexOf("</text>", StringComparison.Ordinal) is >= 0 and var end)
            {
                parser.Take(open, text.Append(line[..end]).ToString());
                text.Clear();
                open = null;
            }
            else
                text.Append(line).Append('\n');
        }
        if (open is not null)
            throw new JsonException("a text does not end");
        return JsonSerializer.SerializeToElement(parser.Root);
    }

    private sealed class Parser
    {
        private readonly JsonObject _creation = [];
        private JsonObject _at;

        public Parser()
        {
            Root["creationInfo"] = _creation;
            _at = Root;
        }

        public JsonObject Root { get; } = [];

        public void Take(string tag, string value)
        {
            switch (tag)
            {
                case "SPDXVersion":
                    Set(Root, "spdxVersion", value);
                    break;
                case "DocumentName":
                    Set(Root, "name", value);
                    break;
                case "Created":
                    Set(_creation, "created", value);
                    break;
                case "Creator":
                    List(_creation, "creators").Add(value);
                    break;
                case "PackageName":
                    Open("packages", "name", value);
                    break;
                case "FileName":
                    Open("files", "fileName", value);
                    break;
                case "LicenseID":
                    Open("hasExtractedLicensingInfos", "licenseId", value);
                    break;
                case "SnippetSPDXID":
                    // Snippets are not read; their tags must not land in what stands before.
                    _at = [];
                    break;
                case "PackageChecksum" or "FileChecksum" when value.Split(':', 2) is [var algorithm, var hash]:
                    List(_at, "checksums").Add(new JsonObject { ["algorithm"] = algorithm.Trim(), ["checksumValue"] = hash.Trim() });
                    break;
                case "ExternalRef" when value.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries) is [_, var type, var locator]:
                    List(_at, "externalRefs").Add(new JsonObject { ["referenceType"] = type, ["referenceLocator"] = locator.Trim() });
                    break;
                case "Relationship" when value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var from, var relation, var to, ..]:
                    List(Root, "relationships").Add(new JsonObject { ["spdxElementId"] = from, ["relationshipType"] = relation, ["relatedSpdxElement"] = to });
                    break;
                default:
                    if (Texts.TryGetValue(tag, out var name))
                        Set(_at, name, value);
                    break;
            }
        }

        private void Open(string list, string name, string value)
        {
            _at = new() { [name] = value };
            List(Root, list).Add(_at);
        }

        private static void Set(JsonObject owner, string name, string value)
        {
            if (!owner.TryAdd(name, value))
                throw new JsonException($"{name} is said twice");
        }

        private static JsonArray List(JsonObject owner, string name)
        {
            if (owner[name] is JsonArray list)
                return list;
            var fresh = new JsonArray();
            owner[name] = fresh;
            return fresh;
        }
    }
}
