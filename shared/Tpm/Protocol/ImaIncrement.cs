using System.Text.Json.Serialization;

namespace Attestry.Tpm.Protocol;

/// <summary>
/// A part of the measurement list, whole entries from <paramref name="Offset"/> on, read after the quote was made so that it reaches
/// the quoted PCR.
/// </summary>
/// <param name="Offset">In bytes: <see cref="Challenge.ImaOffset"/>, or 0 for the list from its begin.</param>
/// <param name="Entries">As the kernel's file holds them.</param>
public sealed record ImaIncrement(ImaFormat Format, long Offset, ReadOnlyMemory<byte> Entries)
{
    /// <summary>
    /// The list goes on behind this part, so that it does not reach the quoted PCR yet: the next challenge asks for what follows, and only
    /// the evidence with the last part counts. Only where <see cref="Challenge.ImaParts"/> says so.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool More { get; init; }
}
