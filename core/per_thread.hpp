#pragma once

#include <pthread.h>

#include <memory>
#include <new>

namespace evs {

/// A T of its own for each thread that asks, made at the first call and destroyed when the thread ends. Meant for
/// function-local statics, in place of a thread_local with a destructor: glibc ends the program where it has no memory
/// to register one, whereas this throws bad_alloc.
template <class T>
class PerThread {
 public:
  PerThread() {
    if (::pthread_key_create(&key_, [](void* mine) { delete static_cast<T*>(mine); }) != 0) throw std::bad_alloc();
  }
  ~PerThread() = default;  // lives as long as the program
  PerThread(const PerThread&) = delete;
  PerThread& operator=(const PerThread&) = delete;

  /// The calling thread's.
  T& mine() {
    if (void* const known = ::pthread_getspecific(key_)) return *static_cast<T*>(known);
    auto made = std::make_unique<T>();
    if (::pthread_setspecific(key_, made.get()) != 0) throw std::bad_alloc();
    return *made.release();
  }

 private:
  pthread_key_t key_{};
};

}  // namespace evs
