using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime.Tests.Memory;

/// <summary>Pages from the operating system, of which some may be made inaccessible.</summary>
internal static partial class NativePages
{
    private const int ProtNone = 0;
    private const int ProtReadWrite = 3;
    private const int MapPrivate = 2;
    private const int MapAnonymousLinux = 0x20;
    private const int MapAnonymousMacOS = 0x1000;

    private const uint MemCommitReserve = 0x3000;
    private const uint MemRelease = 0x8000;
    private const uint PageNoAccess = 0x01;
    private const uint PageReadWrite = 0x04;

    public static nint Allocate(nint bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            nint address = VirtualAlloc(0, (nuint)bytes, MemCommitReserve, PageReadWrite);
            return address != 0 ? address : throw new Win32Exception();
        }

        int anonymous = OperatingSystem.IsMacOS() ? MapAnonymousMacOS : MapAnonymousLinux;
        nint mapped = MMap(0, (nuint)bytes, ProtReadWrite, MapPrivate | anonymous, -1, 0);
        return mapped != -1 ? mapped : throw new Win32Exception();
    }

    public static void Forbid(nint address, nint bytes)
    {
        bool done = OperatingSystem.IsWindows()
            ? VirtualProtect(address, (nuint)bytes, PageNoAccess, out _)
            : MProtect(address, (nuint)bytes, ProtNone) == 0;
        if (!done)
        {
            throw new Win32Exception();
        }
    }

    public static void Free(nint address, nint bytes)
    {
        bool done = OperatingSystem.IsWindows()
            ? VirtualFree(address, 0, MemRelease)
            : MUnmap(address, (nuint)bytes) == 0;
        if (!done)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint MMap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MProtect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MUnmap(nint address, nuint length);

    [LibraryImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualProtect(nint address, nuint size, uint protection, out uint before);

    [LibraryImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualFree(nint address, nuint size, uint type);
}
