using System.Text.Json.Serialization;
using Attestry.Contracts;

namespace Attestry.Storage.Tests.Contract;

/// <summary>A document with everything that a document may have.</summary>
public sealed record Note(
    string Id,
    string? Group = null,
    string? Name = null,
    DateTimeOffset At = default,
    Mood Mood = default,
    string? Text = null,
    NoteBody? Body = null) : IDocument
{
    public static readonly CollectionDefinition<Note> Definition = new(
        "notes",
        new("by_group", "group", "name", "at"),
        new("by_name", "name"),
        new("by_at", "at"),
        new("by_mood", "mood", "at"));
}

[JsonConverter(typeof(JsonStringEnumConverter<Mood>))]
public enum Mood
{
    Calm = 0,
    Bright,
}

public sealed record NoteBody(
    long Whole,
    ulong Huge,
    double Fraction,
    decimal Money,
    bool Flag,
    byte[] Bytes,
    IReadOnlyList<NoteBody> Inner,
    IReadOnlyDictionary<string, string?> Labels,
    DateTimeOffset? Maybe);
