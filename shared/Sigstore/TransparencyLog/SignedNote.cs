using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>A signed note (C2SP signed-note): a text that ends in a newline, an empty line, and lines of signatures.</summary>
/// <param name="Text">What is signed, UTF-8.</param>
internal sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const string LineStart = "\u2014 ";

    internal byte[] SignedBytes => Encoding.UTF8.GetBytes(Text);

    internal static bool TryParse(string note, [NotNullWhen(true)] out SignedNote? parsed)
    {
        parsed = null;
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (note.Length > SignatureLimits.CheckpointCharacters || end < 0 || end + 2 >= note.Length || !note.EndsWith('\n') || note.Any(c => c < ' ' && c != '\n'))
            return false;
        var lines = note[(end + 2)..^1].Split('\n');
        if (lines.Length > SignatureLimits.SignaturesInNote)
            return false;
        var signatures = new List<NoteSignature>(lines.Length);
        foreach (var line in lines)
        {
            if (!TryParseLine(line, out var signature))
                return false;
            signatures.Add(signature);
        }
        parsed = new(note[..(end + 1)], signatures);
        return true;
    }

    private static bool TryParseLine(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(LineStart, StringComparison.Ordinal) || line[LineStart.Length..].Split(' ') is not [{ Length: > 0 } name, var base64])
            return false;
        try
        {
            var bytes = CanonicalBase64.Decode(base64);
            if (bytes.Length <= NoteSignature.HintBytes)
                return false;
            signature = new(name, bytes.AsMemory(0, NoteSignature.HintBytes), bytes.AsMemory(NoteSignature.HintBytes));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
