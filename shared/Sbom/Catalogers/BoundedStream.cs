using System.Buffers;
using Attestry.Sbom.Memory;

namespace Attestry.Sbom.Catalogers;

/// <summary>Unpacks into memory no more than was agreed.</summary>
internal static class BoundedStream
{
    private const int Step = 64 << 10;

    /// <summary>Everything that the stream gives; null when that is more than <paramref name="most"/> bytes.</summary>
    internal static byte[]? ReadAll(Stream stream, long most)
    {
        using var all = new MemoryStream();
        var step = new byte[Step];
        while (stream.Read(step) is > 0 and var read)
        {
            if (all.Length + read > most)
                return null;
            all.Write(step, 0, read);
        }
        return all.ToArray();
    }

    /// <summary>The same into memory that is taken for it; null also when there is not enough. Dispose to give it back.</summary>
    /// <param name="stated">How long it says that it is: what is taken at first.</param>
    internal static HeldContent? HoldAll(Stream stream, long stated, long most, WorkingMemory memory)
    {
        // The end shows only when there is room behind it.
        var room = memory.TryRentInner(Room(stated, most));
        try
        {
            var length = 0;
            while (room is not null && stream.Read(room.Memory.Span[length..]) is var read)
            {
                if ((length += read) > most)
                    return null;
                if (read == 0)
                {
                    var held = new HeldContent(room.Memory[..length], room);
                    room = null;
                    return held;
                }
                if (length == room.Memory.Length)
                    room = Grow(room, memory.TryRentInner(Room(2L * length, most)));
            }
            return null;
        }
        finally
        {
            room?.Dispose();
        }
    }

    private static int Room(long length, long most) => (int)Math.Clamp(length, Math.Min(Step, most), most) + 1;

    private static IMemoryOwner<byte>? Grow(IMemoryOwner<byte> room, IMemoryOwner<byte>? more)
    {
        using (room)
        {
            if (more is not null)
                room.Memory.CopyTo(more.Memory);
        }
        return more;
    }
}
