using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Notation;

/// <summary>What a Notation signature is about (signature-specification.md §payload).</summary>
internal sealed record NotationPayload(Digest Digest)
{
    internal static (NotationPayload? Payload, Finding? Finding) Read(ReadOnlyMemory<byte> utf8)
    {
        var reading = Reading<NotationPayload>.Of(utf8, NotationLimits.EnvelopeBytes, "Notation payload", Read);
        return (reading.Value, reading.Finding);
    }

    private static NotationPayload Read(JsonElement root)
    {
        var target = root.Only("payload", "targetArtifact").Required("targetArtifact").Only("target artifact", "mediaType", "digest", "size", "annotations");
        target.Text("mediaType");
        target.Whole("size");
        return new(Digest.Parse(target.Text("digest")));
    }
}
